"""Ask somebody to help run the operator's communities."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.communities import colleagues, decisions, policy
from qunli.domains.communities.events import ColleagueInvited
from qunli.domains.communities.models import Invitation

VALID_FOR = timedelta(days=7)


@operation
def invite_colleague(*, actor: Actor, email: str, role: str) -> str:
    """Returns the token of the link, which is shown once and kept only as a digest. Raises `Forbidden`, `Invalid`,
    `Conflict`."""
    policy.may_invite_colleagues(actor).or_refuse()
    email = decisions.invited(email, role, colleagues.colleague_emails(actor))
    token = secrets.token_urlsafe(24)
    Invitation.objects.create(
        operator_id=actor.acts_for,
        email=email,
        role=role,
        digest=decisions.digest_of(token),
        invited_by_id=actor.id or 0,
        expires_at=timezone.now() + VALID_FOR,
    )
    tell(ColleagueInvited(operator=actor.acts_for, email=email, role=role))
    return token
