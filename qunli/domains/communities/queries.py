"""Reads. Fetching is permission: a community that is not the actor's is not there."""

from __future__ import annotations

from dataclasses import dataclass

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


def view(row: Community) -> CommunityView:
    """The frozen form of a row."""
    return CommunityView(row.id, row.slug, row.name, row.purpose, row.kind, row.language, row.time_zone)


def communities_of(actor: Actor) -> list[CommunityView]:
    """The operator's communities, by name."""
    return [view(row) for row in Community.objects.filter(operator_id=actor.acts_for).order_by("name", "id")]


def community_by_slug(actor: Actor, slug: str) -> Community:
    """Raises `NotFound` for an absent or foreign community."""
    row = Community.objects.filter(operator_id=actor.acts_for, slug=slug).first()
    if row is None:
        raise NotFound
    return row


def own_community(actor: Actor) -> Community:
    """The community the actor is in, locked. Raises `NotFound`."""
    row = Community.objects.select_for_update().filter(operator_id=actor.acts_for, id=actor.community or 0).first()
    if row is None:
        raise NotFound
    return row


def community_by_id(community: int) -> Community:
    """For the program itself. Raises `NotFound`."""
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


def any_operator() -> bool:
    """Whether somebody has signed up here."""
    return Operator.objects.exists()
