"""Who is responsible for what."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Invalid, NotFound
from qunli.core.words import _
from qunli.domains.communities import facade as communities
from qunli.domains.members import decisions, policy
from qunli.domains.members.events import DutyEnded, DutyGiven
from qunli.domains.members.models import Duty
from qunli.domains.members.standing import standings


@operation
def give_duty(
    *,
    actor: Actor,
    title: str,
    what: str = "",
    part: str = "manager",
    whole_group: bool = False,
    colleague: int | None = None,
    person: int | None = None,
    duty: int | None = None,
    key: str | None = None,
) -> int:
    """A new duty, or `duty` described anew; held by a colleague (their account), a member, or nobody yet. Returns the
    duty. The responsibility for the whole group goes over from whoever had it. Raises `Forbidden`, `Invalid`,
    `NotFound`."""
    policy.may_name_team(actor).or_refuse()
    facts = decisions.duty_described(title, what, part, whole_group)
    _check_holder(actor, colleague, person)
    row = Duty(community_id=actor.here) if duty is None else _row(duty)
    if (row.user_id, row.person_id) != (colleague, person):
        row.since = timezone.now()
    row.user_id, row.person_id = colleague, person
    for name, value in facts.items():
        setattr(row, name, value)
    if whole_group:
        Duty.objects.filter(whole_group=True).exclude(id=row.id or 0).update(whole_group=False)
    row.save()
    tell(DutyGiven(community=actor.here, duty=row.id))
    return row.id


@operation
def end_duty(*, actor: Actor, duty: int, key: str | None = None) -> None:
    """Raises `Forbidden`, `NotFound`."""
    policy.may_name_team(actor).or_refuse()
    _row(duty).delete()
    tell(DutyEnded(community=actor.here, duty=duty))


def _row(duty: int) -> Duty:
    row = Duty.objects.select_for_update().filter(id=duty).first()
    if row is None:
        raise NotFound
    return row


def _check_holder(actor: Actor, colleague: int | None, person: int | None) -> None:
    if colleague is not None and person is not None:
        raise Invalid(_("A duty is held by one: a colleague or a member."), field="holder")
    if colleague is not None and colleague not in {one.user for one in communities.colleagues(actor)}:
        raise NotFound
    if person is not None:
        found = standings(actor.here, [person]).get(person)
        if found is None or not found.is_active:
            raise Invalid(_("Only somebody who is a member now can hold a duty."), field="holder")
