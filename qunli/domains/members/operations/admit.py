"""Somebody becomes a member."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, NotFound
from qunli.core.turns import take_turns
from qunli.domains.members import decisions, policy
from qunli.domains.members.events import InvitationUsed, MemberAdmitted
from qunli.domains.members.models import Identity, Invitation, Membership, Person
from qunli.domains.members.operations.welcome import welcome_newcomer
from qunli.domains.members.standing import WEB


@operation
def admit(
    *, actor: Actor, name: str = "", person: int | None = None, user: int | None = None, key: str | None = None
) -> int:
    """Admit somebody new by `name`, or a `person` who is known here already; returns the person. `user` is the account
    with which they will sign in. Admitting a member again changes nothing. Raises `Forbidden`, `Invalid`, `Conflict`
    for a person whose account is another one, and `NotFound`."""
    policy.may_admit(actor).or_refuse()
    take_turns("members.admit", actor.here)
    row = _person(actor.here, name, person)
    membership = Membership.objects.filter(person=row).first() or Membership(community_id=actor.here, person=row)
    if user is not None and membership.user_id not in (None, user):
        raise Conflict(decisions.OTHER_ACCOUNT)
    was_active = membership.state == Membership.State.ACTIVE
    membership.user_id = user if user is not None else membership.user_id
    if not was_active:
        membership.state, membership.since = Membership.State.ACTIVE, timezone.now()
        membership.joined_at, membership.removed_at = membership.since, None
    membership.save()
    Identity.objects.get_or_create(
        community_id=actor.here, platform=WEB, external_id=str(row.id), defaults={"person": row, "name": row.name}
    )
    if not was_active:
        first = welcome_newcomer(row)
        if first and membership.invitation_id is not None:
            tell(_brought(membership))
        tell(MemberAdmitted(community=actor.here, person=row.id))
    return row.id


def _brought(row: Membership) -> InvitationUsed:
    invitation = Invitation.objects.get(id=row.invitation_id or 0)
    return InvitationUsed(
        community=row.community_id, invitation=invitation.id, inviter=invitation.inviter_id, person=row.person_id
    )


def _person(community: int, name: str, person: int | None) -> Person:
    if person is not None:
        row = Person.objects.select_for_update().filter(id=person, merged_into=None, erased_at=None).first()
        if row is None:
            raise NotFound
        return row
    called = decisions.member_name(name)
    return Person.objects.create(community_id=community, name=called, search=decisions.search_text((called,)))
