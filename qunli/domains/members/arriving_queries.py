"""Reads of how newcomers arrive, and of what a member agreed to and is known by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.members import policy
from qunli.domains.members.joining_queries import joining_row
from qunli.domains.members.models import Application, Card, Consent, Introduction, Membership, Newcomer


@dataclass(frozen=True)
class FirstSteps:
    """How far a newcomer is. A step that this community does not have is null. `greeter` is a person and their name."""

    card: bool
    task: bool | None
    task_text: str
    greeting: bool | None
    greeter: tuple[int, str] | None
    welcome: str
    dismissed: bool

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return all(one is not False for one in (self.card, self.task, self.greeting))


@dataclass(frozen=True)
class NewcomerView:
    """A newcomer as whoever runs the community sees them."""

    person: int
    name: str
    came_at: datetime
    card: bool
    task: bool | None
    greeted: bool
    greeter: str


@dataclass(frozen=True)
class ConsentView:
    """What somebody agreed to, when, and until when."""

    what: str
    version: str
    given_at: datetime
    withdrawn_at: datetime | None


def first_steps(actor: Actor) -> FirstSteps | None:
    """The member's own; null for somebody who was here before there were any. Raises `Forbidden`."""
    policy.may_take_part(actor).or_refuse()
    with tenancy.within(actor.here):
        row = Newcomer.objects.select_related("greeter").filter(person_id=actor.person).first()
        if row is None:
            return None
        rules = joining_row(actor.here)
        return FirstSteps(
            card=Card.objects.filter(person_id=actor.person).exists(),
            task=row.task_done_at is not None if rules.first_task else None,
            task_text=rules.first_task,
            greeting=row.greeted_at is not None if row.greeter_id else None,
            greeter=(row.greeter.id, row.greeter.name) if row.greeter else None,
            welcome=rules.welcome,
            dismissed=row.dismissed_at is not None,
        )


def newcomers(actor: Actor, *, limit: int = 50, offset: int = 0) -> tuple[list[NewcomerView], int]:
    """Active members who came in, latest first, and how far each is. Raises `Forbidden`."""
    policy.may_see(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = _arrived(actor.here)
        has_task = bool(joining_row(actor.here).first_task)
        page = rows.annotate(has_card=Exists(Card.objects.filter(person_id=OuterRef("person_id"))))
        found = [
            NewcomerView(
                row.person_id,
                row.person.name,
                row.came_at,
                row.has_card,
                row.task_done_at is not None if has_task else None,
                row.greeted_at is not None,
                row.greeter.name if row.greeter else "",
            )
            for row in page.select_related("person", "greeter").order_by("-came_at", "-id")[offset : offset + limit]
        ]
        return found, rows.count()


def to_greet(actor: Actor) -> list[tuple[int, str]]:
    """Newcomers whom this member may greet, by id and name, longest waiting first. Raises `Forbidden`."""
    policy.may_take_part(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = _arrived(actor.here).filter(greeter_id=actor.person, greeted_at=None)
        return [(row.person_id, row.person.name) for row in rows.select_related("person").order_by("came_at")[:20]]


def consents(actor: Actor) -> list[ConsentView]:
    """What the member agreed to, latest first. Raises `Forbidden`."""
    policy.may_take_part(actor).or_refuse()
    with tenancy.within(actor.here):
        return consents_of(actor.person)


def consents_of(person: int) -> list[ConsentView]:
    """The same of any person of the community entered."""
    rows = Consent.objects.filter(person_id=person).order_by("-id")
    return [ConsentView(row.what, row.version, row.given_at, row.withdrawn_at) for row in rows]


def holds_consent(actor: Actor, what: str, version: str) -> bool:
    """Whether the member agreed to this version and still does."""
    with tenancy.within(actor.here):
        return Consent.objects.filter(person_id=actor.person, what=what, version=version, withdrawn_at=None).exists()


def said_by(person: int) -> dict[str, Any]:
    """What a person told the community of themselves, as plain values: for the export of their data."""
    member = Membership.objects.filter(person_id=person).first()
    card = Card.objects.filter(person_id=person).first()
    met = Introduction.objects.filter(one_id=person) | Introduction.objects.filter(other_id=person)
    return {
        "membership": member and {"state": member.state, "since": member.since, "joined_at": member.joined_at},
        "applications": list(
            Application.objects.filter(person_id=person)
            .order_by("id")
            .values("questions", "answers", "score", "reasons", "state", "reason", "made_at", "decided_at")
        ),
        "card": card
        and {
            name: getattr(card, name) for name in ("needs", "resources", "city", "about", "contact", "shown", "listed")
        },
        "introductions": list(met.order_by("id").values("one_id", "other_id", "state", "made_at", "settled_at")),
        "consents": [vars(one) for one in consents_of(person)],
    }


def _arrived(community: int) -> QuerySet[Newcomer]:
    active = Membership.objects.filter(community_id=community, state=Membership.State.ACTIVE)
    rows: QuerySet[Newcomer] = Newcomer.objects.filter(community_id=community)
    return rows.filter(person_id__in=active.values("person_id"))
