"""Reads of colleagues, invitations and API tokens. Fetching is permission: what is another operator's is not there."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.communities import decisions, powers
from qunli.domains.communities.models import ApiToken, Colleague, Invitation
from qunli.domains.communities.queries import actor_of


@dataclass(frozen=True)
class ColleagueView:
    """An account with a role."""

    id: int
    user: int
    name: str
    email: str
    role: str
    joined_at: datetime


def colleagues(actor: Actor) -> list[ColleagueView]:
    """Everybody who helps the actor's operator, longest first."""
    rows = Colleague.objects.filter(operator_id=actor.acts_for).select_related("user").order_by("joined_at", "id")
    return [
        ColleagueView(row.id, row.user_id, row.user.name, row.user.email or "", row.role, row.joined_at) for row in rows
    ]


def colleague_emails(actor: Actor) -> set[str]:
    """Addresses of everybody who already helps."""
    return {one.email for one in colleagues(actor)}


def colleague_of(actor: Actor, colleague: int) -> Colleague:
    """One colleague, locked. Raises `NotFound`."""
    row = Colleague.objects.select_for_update().filter(operator_id=actor.acts_for, id=colleague).first()
    if row is None:
        raise NotFound
    return row


def owners(actor: Actor) -> int:
    """How many owners the operator has; locks them, so that two cannot step down at once."""
    return len(Colleague.objects.select_for_update().filter(operator_id=actor.acts_for, role="owner"))


def open_invitations(actor: Actor) -> list[Invitation]:
    """Invitations that can still be used, newest first."""
    rows = Invitation.objects.filter(
        operator_id=actor.acts_for, accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    )
    return list(rows.order_by("-made_at"))


def invitation_of(actor: Actor, invitation: int) -> Invitation:
    """One open invitation, locked. Raises `NotFound`."""
    row = (
        Invitation.objects.select_for_update()
        .filter(operator_id=actor.acts_for, id=invitation, accepted_at=None, withdrawn_at=None)
        .first()
    )
    if row is None:
        raise NotFound
    return row


def open_invitation(token: str, email: str | None = None) -> Invitation:
    """The invitation behind a link, for whoever holds it, or only for the address given. Raises `NotFound` when it is
    unknown, used, withdrawn, expired or somebody else's."""
    row = Invitation.objects.filter(
        digest=decisions.digest_of(token), accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    ).first()
    if row is None or (email is not None and row.email != email.lower()):
        raise NotFound
    return row


def own_tokens(actor: Actor) -> list[ApiToken]:
    """The actor's tokens that still open something, newest first."""
    return list(_open_tokens().filter(operator_id=actor.acts_for, user_id=actor.id or 0).order_by("-made_at"))


def own_token(actor: Actor, token: int) -> ApiToken:
    """One of the actor's open tokens, locked. Raises `NotFound`."""
    mine = _open_tokens().select_for_update().filter(operator_id=actor.acts_for, user_id=actor.id or 0)
    row = mine.filter(id=token).first()
    if row is None:
        raise NotFound
    return row


def actor_by_token(token: str) -> Actor | None:
    """The actor behind an API token, with the powers that both the token's scopes and its owner's role give; null for
    one that is unknown, revoked or expired. Notes the use, at most once a minute."""
    row = _open_tokens().filter(digest=decisions.digest_of(token)).select_related("user").first()
    if row is None or not row.user.is_active:
        return None
    now = timezone.now()
    if row.used_at is None or now - row.used_at > timedelta(minutes=1):
        ApiToken.objects.filter(id=row.id).update(used_at=now)
    try:
        owner = actor_of(row.user)
    except NotFound:
        return None
    granted = frozenset().union(*(powers.SCOPES[scope] for scope in row.scopes))
    return dataclasses.replace(owner, powers=owner.powers & granted, name=f"{owner.name} ({row.name})")


def _open_tokens() -> QuerySet[ApiToken]:
    alive = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    return ApiToken.objects.filter(alive, revoked_at=None)
