"""Give a program a key to the API, or take it back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.communities import colleagues, decisions, policy, powers
from qunli.domains.communities.events import TokenMade, TokenRevoked
from qunli.domains.communities.models import ApiToken

PREFIX = "qunli_"


@operation
def make_token(*, actor: Actor, name: str, scopes: Sequence[str], days: int | None = None) -> str:
    """Returns the token, which is shown once and kept only as a digest. Raises `Forbidden`, `Invalid`."""
    policy.may_make_tokens(actor).or_refuse()
    name, wanted = decisions.token_wanted(name, scopes, set(powers.SCOPES))
    token = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(
        operator_id=actor.acts_for,
        user_id=actor.id or 0,
        name=name,
        digest=decisions.digest_of(token),
        scopes=wanted,
        expires_at=timezone.now() + timedelta(days=days) if days else None,
    )
    tell(TokenMade(operator=actor.acts_for, user=actor.id or 0, name=name, scopes=wanted))
    return token


@operation
def revoke_token(*, actor: Actor, token: int) -> None:
    """Raises `NotFound` for a token that is not the actor's own, or no longer open."""
    row = colleagues.own_token(actor, token)
    row.revoked_at = timezone.now()
    row.save(update_fields=["revoked_at"])
    tell(TokenRevoked(operator=actor.acts_for, user=actor.id or 0, name=row.name))
