"""Reads. Fetching is permission: a community that is not the actor's is not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.core.refusals import NotFound
from qunli.domains.communities import powers
from qunli.domains.communities.models import Colleague, Community, Operator


@dataclass(frozen=True)
class CommunityView:
    """A community as other rooms see it."""

    id: int
    slug: str
    name: str
    purpose: str
    kind: str
    language: str
    time_zone: str
    origin: str
    aim: str
    opened_at: datetime | None
    deleted_at: datetime | None
    deleted_by_name: str
    erase_at: datetime | None
    erasing: bool
    erased_rows: int

    @property
    def is_open(self) -> bool:
        """Whether its charter stood once; before that it is being founded."""
        return self.opened_at is not None


def view(row: Community) -> CommunityView:
    """The frozen form of a row."""
    return CommunityView(**{name: getattr(row, name) for name in CommunityView.__dataclass_fields__})


def communities_of(actor: Actor) -> list[CommunityView]:
    """The operator's communities, by name."""
    return [view(row) for row in _standing(actor).order_by("name", "id")]


def deleted_communities(actor: Actor) -> list[CommunityView]:
    """Communities that were deleted and are not erased yet, latest first."""
    return [view(row) for row in _deleted(actor).order_by("-deleted_at", "-id")]


def community_by_slug(actor: Actor, slug: str) -> Community:
    """Raises `NotFound` for an absent, deleted or foreign community."""
    row = _standing(actor).filter(slug=slug).first()
    if row is None:
        raise NotFound
    return row


def own_community(actor: Actor) -> Community:
    """The community the actor is in, locked. Raises `NotFound`."""
    row = _standing(actor).select_for_update().filter(id=actor.community or 0).first()
    if row is None:
        raise NotFound
    return row


def community_to_delete(actor: Actor, slug: str) -> Community:
    """One that stands, locked. Raises `NotFound`."""
    row = _standing(actor).select_for_update().filter(slug=slug).first()
    if row is None:
        raise NotFound
    return row


def deleted_community(actor: Actor, slug: str) -> Community:
    """One that was deleted and is not erased yet, locked. Raises `NotFound`."""
    row = _deleted(actor).select_for_update().filter(slug=slug).first()
    if row is None:
        raise NotFound
    return row


def community_to_erase(community: int) -> Community | None:
    """The row, locked, for the program itself; null when nothing is left of it."""
    return Community.objects.select_for_update().filter(id=community).first()


def _standing(actor: Actor) -> QuerySet[Community]:
    return Community.objects.filter(operator_id=actor.acts_for, deleted_at=None)


def _deleted(actor: Actor) -> QuerySet[Community]:
    return Community.objects.filter(operator_id=actor.acts_for, deleted_at__isnull=False)


def community_by_id(community: int) -> Community:
    """For the program itself, which goes on with a deleted one until it is erased. Raises `NotFound`."""
    row = Community.objects.filter(id=community).first()
    if row is None:
        raise NotFound
    return row


def actor_of(user: User) -> Actor:
    """The operator's actor behind an account, in no community yet. Raises `NotFound` for an account without a role."""
    colleague = Colleague.objects.filter(user_id=user.id).order_by("id").first()
    if colleague is None:
        raise NotFound
    return Actor(
        kind="operator",
        id=user.id,
        operator=colleague.operator_id,
        powers=powers.BY_ROLE[colleague.role],
        name=str(user),
    )


def every_community() -> list[int]:
    """Ids of all communities there are, the deleted ones too: for the program's own rounds."""
    return list(Community.objects.order_by("id").values_list("id", flat=True))


def any_operator() -> bool:
    """Whether somebody has signed up here."""
    return Operator.objects.exists()
