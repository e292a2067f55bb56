"""Reads of proposals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.counsel import policy
from qunli.domains.counsel.models import Proposal


@dataclass(frozen=True)
class ProposalView:
    """One proposal. `said` maps language to chapter, title, why, expected, evidence, quotes."""

    id: int
    kind: str
    people: list[int]
    said: dict[str, dict[str, Any]]
    score: float
    sure: float
    as_of: int
    state: str
    snoozed_until: datetime | None
    reason: str
    decided_at: datetime | None
    decided_by: str
    came: int | None
    asked: int | None


@dataclass(frozen=True)
class Record:
    """What came of one kind of proposal: `came` of `asked` people, after deeds and when nothing was done."""

    kind: str
    done_came: int
    done_asked: int
    left_came: int
    left_asked: int


@contextmanager
def seeing(actor: Actor) -> Iterator[int]:
    """Inside the actor's community, if they may see proposals. Raises `Forbidden`, and `NotFound` outside any."""
    policy.may_see(actor).or_refuse()
    if actor.community is None:
        raise NotFound
    with tenancy.within(actor.community):
        yield actor.community


def view(row: Proposal) -> ProposalView:
    """The frozen form of a row."""
    return ProposalView(**{name: getattr(row, name) for name in ProposalView.__dataclass_fields__})


def today(actor: Actor, limit: int = 10) -> list[ProposalView]:
    """What is worth doing now, best first; what was put off is back when its time has come."""
    with seeing(actor):
        return [view(row) for row in _open().order_by("-score", "id")[:limit]]


def open_count(actor: Actor) -> int:
    """How many proposals wait."""
    with seeing(actor):
        return _open().count()


def decided(actor: Actor, *, limit: int = 50, offset: int = 0) -> tuple[list[ProposalView], int]:
    """Proposals somebody decided about, latest first, and how many there are."""
    with seeing(actor):
        rows = Proposal.objects.exclude(state__in=["open", "passed"]).order_by("-decided_at", "-id")
        return [view(row) for row in rows[offset : offset + limit]], rows.count()


def records(actor: Actor) -> list[Record]:
    """What came of proposals, by kind."""
    with seeing(actor):
        measured = Proposal.objects.filter(asked__gt=0)
        sums = measured.values("kind").annotate(
            done_came=Sum("came", filter=Q(state="done"), default=0),
            done_asked=Sum("asked", filter=Q(state="done"), default=0),
            left_came=Sum("came", filter=~Q(state="done"), default=0),
            left_asked=Sum("asked", filter=~Q(state="done"), default=0),
        )
        return [Record(**row) for row in sums.order_by("kind")]


def about(actor: Actor, person: int) -> list[ProposalView]:
    """Every proposal whose words name or quote somebody, decided or not."""
    with seeing(actor):
        return [view(row) for row in Proposal.objects.order_by("id") if person in row.about]


def proposal(actor: Actor, proposal_id: int) -> Proposal:
    """One proposal, locked. Raises `NotFound`."""
    with seeing(actor):
        row = Proposal.objects.select_for_update().filter(id=proposal_id).first()
    if row is None:
        raise NotFound
    return row


def _open() -> QuerySet[Proposal]:
    back = Q(state="snoozed", snoozed_until__lte=timezone.now())
    return Proposal.objects.filter(Q(state="open") | back)
