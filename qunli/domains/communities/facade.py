"""What other rooms may call."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.core.refusals import NotFound
from qunli.domains.communities import powers, queries
from qunli.domains.communities.charter import BY_KEY, FIGURES, QUESTIONS, Judgement
from qunli.domains.communities.charter import as_text as answer_as_text
from qunli.domains.communities.colleagues import ColleagueView, actor_by_token, colleagues
from qunli.domains.communities.contrast import AA, ink_on, reads_on
from qunli.domains.communities.decisions import GRACE
from qunli.domains.communities.differences import Piece, difference
from qunli.domains.communities.founding import (
    CharterView,
    KitView,
    PromiseView,
    RoomView,
    RulesView,
    VersionView,
    charter_of,
    charter_version,
    charter_versions,
    content_of,
    draft_of_rules,
    kit_of,
    latest_room,
    logo_of,
    promise,
    room,
    rules_at,
    rules_of,
    rules_version,
    rules_versions,
    texts_of,
)
from qunli.domains.communities.markup import as_html, as_plain
from qunli.domains.communities.models import Community
from qunli.domains.communities.operations.create_community import create_community
from qunli.domains.communities.operations.delete_community import delete_community, erase_community_now
from qunli.domains.communities.operations.dress import BAD_IMAGE, dress, put_logo, take_logo_away
from qunli.domains.communities.operations.erase_rows import erase_rows
from qunli.domains.communities.operations.found_operator import found_operator
from qunli.domains.communities.operations.keep_charter import keep_charter, open_community, restore_charter
from qunli.domains.communities.operations.promise import (
    finish_promise,
    make_promise,
    renew_promise,
    withdraw_promise,
)
from qunli.domains.communities.operations.restore_community import restore_community
from qunli.domains.communities.operations.room import close_room, open_room, try_code
from qunli.domains.communities.operations.write_charter import answer_charter, answer_revenue, show_answer
from qunli.domains.communities.operations.write_rules import (
    announce_rules,
    begin_rules,
    draft_rules,
    drop_draft,
    enact_rules,
)
from qunli.domains.communities.policy import may_delete, may_describe, may_govern, may_let_in, may_see_founding
from qunli.domains.communities.queries import (
    CommunityView,
    actor_of,
    any_operator,
    communities_of,
    deleted_communities,
    every_community,
)
from qunli.domains.communities.rule_sets import LAW, POLICIES, TEMPLATES, announceable, text_of

__all__ = [
    "AA",
    "BAD_IMAGE",
    "BY_KEY",
    "FIGURES",
    "GRACE",
    "LAW",
    "POLICIES",
    "QUESTIONS",
    "TEMPLATES",
    "CharterView",
    "ColleagueView",
    "CommunityView",
    "Judgement",
    "KitView",
    "Piece",
    "PromiseView",
    "RoomView",
    "RulesView",
    "VersionView",
    "actor_at",
    "actor_by_token",
    "actor_in",
    "actor_of",
    "announce_rules",
    "announceable",
    "answer_as_text",
    "answer_charter",
    "answer_revenue",
    "any_operator",
    "as_html",
    "as_plain",
    "begin_rules",
    "charter_of",
    "charter_version",
    "charter_versions",
    "close_room",
    "colleagues",
    "communities_of",
    "community",
    "community_at",
    "content_of",
    "create_community",
    "delete_community",
    "deleted_communities",
    "difference",
    "draft_of_rules",
    "draft_rules",
    "dress",
    "drop_draft",
    "enact_rules",
    "enter",
    "erase_community_now",
    "erase_rows",
    "every_community",
    "finish_promise",
    "found_operator",
    "ink_on",
    "keep_charter",
    "kit_of",
    "latest_room",
    "logo_of",
    "make_promise",
    "may_delete",
    "may_describe",
    "may_govern",
    "may_let_in",
    "may_see_founding",
    "open_community",
    "open_room",
    "powers",
    "promise",
    "put_logo",
    "reads_on",
    "renew_promise",
    "restore_charter",
    "restore_community",
    "room",
    "rules_at",
    "rules_of",
    "rules_version",
    "rules_versions",
    "same_operator",
    "show_answer",
    "some_communities",
    "take_logo_away",
    "text_of",
    "texts_of",
    "try_code",
    "withdraw_promise",
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


def same_operator(community_id: int) -> set[int]:
    """The communities of whoever runs this one, itself among them."""
    operator = queries.community_by_id(community_id).operator_id
    return set(Community.objects.filter(operator_id=operator).values_list("id", flat=True))


def community(community_id: int) -> CommunityView:
    """One community, for the program itself. Raises `NotFound`."""
    return queries.view(queries.community_by_id(community_id))
