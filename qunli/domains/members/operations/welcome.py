"""A newcomer arrives: first steps are noted, and who greets them."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.domains.members import meeting_decisions, policy
from qunli.domains.members.events import NewcomerGreeted
from qunli.domains.members.models import Card, Grant, Membership, Newcomer, Person

GREETERS = 200


def welcome_newcomer(person: Person) -> bool:
    """Begin the first steps of somebody who was never here; returns whether they are new."""
    row, new = Newcomer.objects.get_or_create(person=person, defaults={"community_id": person.community_id})
    if new:
        row.greeter_id = meeting_decisions.greeter("", _greeters(person.id))
        row.save(update_fields=["greeter"])
    return new


@operation
def do_first_task(*, actor: Actor, key: str | None = None) -> None:
    """The member did the small first task. Raises `Forbidden` and `NotFound`."""
    row = _own(actor)
    row.task_done_at = row.task_done_at or timezone.now()
    row.save(update_fields=["task_done_at"])


@operation
def dismiss_first_steps(*, actor: Actor, key: str | None = None) -> None:
    """The member does not want to see the list any more. Raises `Forbidden` and `NotFound`."""
    row = _own(actor)
    row.dismissed_at = timezone.now()
    row.save(update_fields=["dismissed_at"])


@operation
def greet(*, actor: Actor, person: int, key: str | None = None) -> None:
    """A member says that they greeted a newcomer, whoever it was given to. Raises `Forbidden` and `NotFound`."""
    policy.may_take_part(actor).or_refuse()
    row = Newcomer.objects.select_for_update().filter(person_id=person).exclude(person_id=actor.person).first()
    if row is None:
        raise NotFound
    if row.greeted_at is not None:
        return
    row.greeter_id, row.greeted_at = actor.person, timezone.now()
    row.save(update_fields=["greeter", "greeted_at"])
    tell(NewcomerGreeted(community=row.community_id, person=person, greeter=actor.person))


def choose_greeter(person: int, city: str) -> None:
    """The newcomer said where they live: perhaps somebody from there greets them. Who greeted already stays."""
    row = Newcomer.objects.select_for_update().filter(person_id=person, greeted_at=None).first()
    if row is not None:
        row.greeter_id = meeting_decisions.greeter(city, _greeters(person))
        row.save(update_fields=["greeter"])


def _greeters(newcomer: int) -> list[meeting_decisions.Greeter]:
    """Active members who like to greet, or who hold a post."""
    willing = Card.objects.filter(greets=True).exclude(person_id=newcomer)
    cities = dict(willing.values_list("person_id", "city")[:GREETERS])
    posts = set(Grant.objects.exclude(person_id=newcomer).values_list("person_id", flat=True)[:GREETERS])
    active = Membership.objects.filter(person_id__in=set(cities) | posts, state=Membership.State.ACTIVE)
    people = set(active.values_list("person_id", flat=True))
    busy = dict(
        Newcomer.objects.filter(Q(greeted_at=None), greeter_id__in=people)
        .order_by()
        .values_list("greeter_id")
        .annotate(n=Count("id"))
    )
    return [meeting_decisions.Greeter(one, cities.get(one, ""), one in posts, busy.get(one, 0)) for one in people]


def _own(actor: Actor) -> Newcomer:
    policy.may_take_part(actor).or_refuse()
    row = Newcomer.objects.select_for_update().filter(person_id=actor.person).first()
    if row is None:
        raise NotFound
    return row
