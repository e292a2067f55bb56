"""Take an invitation back before it is used."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.communities import colleagues, policy
from qunli.domains.communities.events import InvitationWithdrawn


@operation
def withdraw_invitation(*, actor: Actor, invitation: int) -> None:
    """Raises `Forbidden` and `NotFound`."""
    policy.may_invite_colleagues(actor).or_refuse()
    row = colleagues.invitation_of(actor, invitation)
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    tell(InvitationWithdrawn(operator=actor.acts_for, email=row.email))
