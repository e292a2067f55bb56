"""A member leaves, or is removed."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.domains.members import policy
from qunli.domains.members.accounts_elsewhere import end_sessions
from qunli.domains.members.events import MemberLeft, MemberRemoved
from qunli.domains.members.models import Grant, Membership


@operation
def leave(*, actor: Actor, key: str | None = None) -> None:
    """The member goes by themselves. Raises `NotFound` for somebody who is no member."""
    row = _active(actor.id if actor.kind == "member" else None)
    _end(row, Membership.State.LEFT)
    tell(MemberLeft(community=row.community_id, person=row.person_id))


@operation
def remove_member(*, actor: Actor, person: int, key: str | None = None) -> None:
    """A member is taken out and their sessions end; they may apply again. Raises `Forbidden` and `NotFound`."""
    policy.may_remove(actor).or_refuse()
    row = _active(person)
    _end(row, Membership.State.REMOVED)
    end_sessions(row.user, row.community_id)
    tell(MemberRemoved(community=row.community_id, person=row.person_id))


def _active(person: int | None) -> Membership:
    rows = (
        Membership.objects.select_for_update(of=("self",)).select_related("user").filter(state=Membership.State.ACTIVE)
    )
    row = rows.filter(person_id=person).first() if person is not None else None
    if row is None:
        raise NotFound
    return row


def _end(row: Membership, state: str) -> None:
    row.state, row.since = state, timezone.now()
    row.save(update_fields=["state", "since"])
    Grant.objects.filter(person_id=row.person_id).delete()
