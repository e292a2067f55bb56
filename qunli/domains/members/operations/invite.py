"""A link is made that lets people in, or is withdrawn."""

from __future__ import annotations

import secrets

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Forbidden, NotFound
from qunli.core.turns import take_turns
from qunli.domains.communities.facade import powers
from qunli.domains.members import joining_queries, membership_decisions, policy
from qunli.domains.members.events import InvitationMade, InvitationWithdrawn
from qunli.domains.members.models import Invitation


@operation
def invite(*, actor: Actor, uses: int = 1, days: int = 14, note: str = "", key: str | None = None) -> int:
    """A link that lets in so many people for so many days; returns its id. Members invite by their standing and quota,
    those who decide who comes in without. Raises `Forbidden` with the reason, and `Invalid`."""
    free = actor.kind != "member" or actor.has(powers.ADMIT)
    if free:
        policy.may_admit(actor).or_refuse()
    else:
        take_turns(f"members.invite.{actor.id}", actor.here)
        if reason := joining_queries.why_not_inviting(actor):
            raise Forbidden(reason)
    rules = None if free else joining_queries.inviting(joining_queries.joining_row(actor.here))
    most, lasts, note = membership_decisions.link_form(uses, days, note, rules)
    row = Invitation.objects.create(
        community_id=actor.here,
        inviter_id=actor.id if actor.kind == "member" else None,
        made_by_name="" if actor.kind == "member" else actor.name[:160],
        note=note,
        salt=secrets.token_hex(8),
        most=most,
        expires_at=timezone.now() + lasts,
    )
    tell(InvitationMade(community=actor.here, invitation=row.id, inviter=row.inviter_id))
    return row.id


@operation
def withdraw_invitation(*, actor: Actor, invitation: int, key: str | None = None) -> None:
    """The link opens nothing any more; whom it brought stays. A member withdraws their own. Raises `Forbidden` and
    `NotFound`."""
    if actor.kind != "member":
        policy.may_admit(actor).or_refuse()
    rows = Invitation.objects.select_for_update().filter(community_id=actor.here, id=invitation, withdrawn_at=None)
    if not policy.may_admit(actor):
        rows = rows.filter(inviter_id=actor.id)
    row = rows.first()
    if row is None:
        raise NotFound
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    tell(InvitationWithdrawn(community=actor.here, invitation=row.id))
