"""What other rooms may call."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.core.refusals import NotFound
from qunli.domains.communities import powers, queries
from qunli.domains.communities.colleagues import actor_by_token
from qunli.domains.communities.decisions import GRACE
from qunli.domains.communities.models import Community
from qunli.domains.communities.operations.create_community import create_community
from qunli.domains.communities.operations.delete_community import delete_community, erase_community_now
from qunli.domains.communities.operations.found_operator import found_operator
from qunli.domains.communities.operations.restore_community import restore_community
from qunli.domains.communities.policy import may_delete
from qunli.domains.communities.queries import (
    CommunityView,
    actor_of,
    any_operator,
    communities_of,
    deleted_communities,
    every_community,
)

__all__ = [
    "GRACE",
    "CommunityView",
    "actor_at",
    "actor_by_token",
    "actor_in",
    "actor_of",
    "any_operator",
    "communities_of",
    "community",
    "community_at",
    "create_community",
    "delete_community",
    "deleted_communities",
    "enter",
    "erase_community_now",
    "every_community",
    "found_operator",
    "may_delete",
    "powers",
    "restore_community",
    "some_communities",
]


def enter(user: User, slug: str) -> tuple[Actor, CommunityView]:
    """The account's actor in one of its communities. Raises `NotFound`."""
    actor = queries.actor_of(user)
    found = queries.community_by_slug(actor, slug)
    return dataclasses.replace(actor, community=found.id), queries.view(found)


def actor_in(actor: Actor, community_id: int) -> Actor:
    """The same operator's actor in a community of theirs, by id. Raises `NotFound`."""
    found = queries.community_by_id(community_id)
    if actor.operator != found.operator_id or found.deleted_at is not None:
        raise NotFound
    return dataclasses.replace(actor, community=found.id)


def actor_at(actor: Actor, slug: str) -> Actor:
    """The same operator's actor in a community of theirs, by its address. Raises `NotFound`."""
    return dataclasses.replace(actor, community=queries.community_by_slug(actor, slug).id)


def community_at(slug: str) -> CommunityView:
    """One community by its address, for whoever finds out next whether it is theirs to see. Raises `NotFound`."""
    found = Community.objects.filter(slug=slug, deleted_at=None).first()
    if found is None:
        raise NotFound
    return queries.view(found)


def some_communities(ids: Collection[int]) -> list[CommunityView]:
    """Those of `ids` that are there, by name."""
    rows = Community.objects.filter(id__in=list(ids), deleted_at=None).order_by("name", "id")
    return [queries.view(row) for row in rows]


def community(community_id: int) -> CommunityView:
    """One community, for the program itself. Raises `NotFound`."""
    return queries.view(queries.community_by_id(community_id))
