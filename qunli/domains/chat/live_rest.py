"""The API's addresses of live groups and what is said in them."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from ninja import Query, Router, Schema, Status
from pydantic import Field

from qunli.core.http import LARGEST
from qunli.core.rest import PROBLEMS, STORABLE, ApiRequest, Id, Key, PathId, Slug, Text
from qunli.domains.chat import conversation, finding
from qunli.domains.chat.live_decisions import GROUP_NAME_LIMIT, TEXT_LIMIT
from qunli.domains.chat.operations.change_message import delete_message
from qunli.domains.chat.operations.open_group import describe_group, open_group
from qunli.domains.chat.operations.say import say as speak
from qunli.domains.chat.rest_live_shapes import GroupOut, SaidOut, SaidPage, SearchPage, SentOut
from qunli.domains.communities import facade as communities

router = Router(tags=["groups"])
GROUPS = "/communities/{slug}/groups"
ONE = GROUPS + "/{group}"
SAID = ONE + "/messages"
Number = Annotated[int | None, Query(ge=0, le=LARGEST)]
Asked = Annotated[str, Query(min_length=1, max_length=200, pattern=STORABLE, description="Words to look for.")]
Page = Annotated[int, Query(ge=1, le=200, description="How many at most.")]


class GroupIn(Schema):
    """A web group to open."""

    name: Annotated[Text, Field(min_length=1, max_length=GROUP_NAME_LIMIT)]
    announcements_only: bool = False


class GroupChange(GroupIn):
    """What a web group is to be. `welcomes`: newcomers are welcomed in it."""

    closed: bool = False
    welcomes: bool = False


class SayIn(Schema):
    """Something to say. `reply` is the number of the message that is answered, `mentions` are identities."""

    text: Annotated[Text, Field(min_length=1, max_length=TEXT_LIMIT)]
    reply: Id | None = None
    mentions: Annotated[list[Id], Field(max_length=50)] = []


@router.get(GROUPS, response={200: list[GroupOut], **PROBLEMS}, summary="Live groups")
def groups(request: ApiRequest, slug: Slug) -> list[dict[str, Any]]:
    """By name, closed ones last."""
    return [msgspec.to_builtins(one) for one in conversation.live_groups(communities.actor_at(request.auth, slug))]


@router.post(GROUPS, response={201: GroupOut, **PROBLEMS}, summary="Open a group")
def open_one(request: ApiRequest, slug: Slug, body: GroupIn, key: Key = None) -> Status[dict[str, Any]]:
    """A web group, open to every member."""
    actor = communities.actor_at(request.auth, slug)
    group = open_group(actor=actor, name=body.name, announcements_only=body.announcements_only, key=key)
    return Status(201, msgspec.to_builtins(conversation.live_group(actor, group)))


@router.put(ONE, response={200: GroupOut, **PROBLEMS}, summary="Rename, close or open a group again")
def describe(request: ApiRequest, slug: Slug, group: PathId, body: GroupChange, key: Key = None) -> dict[str, Any]:
    """What was said stays readable in a closed group."""
    actor = communities.actor_at(request.auth, slug)
    describe_group(
        actor=actor,
        group=group,
        name=body.name,
        announcements_only=body.announcements_only,
        closed=body.closed,
        welcomes=body.welcomes,
        key=key,
    )
    found: dict[str, Any] = msgspec.to_builtins(conversation.live_group(actor, group))
    return found


@router.get(SAID, response={200: SaidPage, **PROBLEMS}, summary="What was said")
def messages(
    request: ApiRequest, slug: Slug, group: PathId, before: Number = None, after: Number = None, limit: Page = 50
) -> dict[str, Any]:
    """The newest messages, or those before or after a number, oldest first."""
    actor = communities.actor_at(request.auth, slug)
    if after is not None:
        said = conversation.messages_after(actor, group, after, limit)
    else:
        said = conversation.messages_before(actor, group, before, limit)
    return {"items": msgspec.to_builtins(said)}


@router.post(SAID, response={201: SentOut, **PROBLEMS}, summary="Say something")
def say(request: ApiRequest, slug: Slug, group: PathId, body: SayIn, key: Key = None) -> Status[dict[str, Any]]:
    """As the member whose account made the token. With the same Idempotency-Key it is said once. 201 means it is kept;
    what waits for a moderator has no number yet."""
    actor = communities.actor_at(request.auth, slug)
    seq, at, sentence = speak(
        actor=actor, group=group, text=body.text, reply=body.reply, mentions=tuple(body.mentions), key=key
    )
    return Status(201, {"seq": seq, "at": at, "held": seq is None, "sentence": sentence})


@router.delete(SAID + "/{seq}", response={200: SaidOut, **PROBLEMS}, summary="Delete a message")
def delete(request: ApiRequest, slug: Slug, group: PathId, seq: PathId, key: Key = None) -> dict[str, Any]:
    """Out of sight for members; those who moderate can still read it."""
    actor = communities.actor_at(request.auth, slug)
    delete_message(actor=actor, group=group, seq=seq, key=key)
    found: dict[str, Any] = msgspec.to_builtins(conversation.message_in(actor, group, seq))
    return found


@router.get(ONE + "/search", response={200: SearchPage, **PROBLEMS}, summary="Look for messages")
def search(request: ApiRequest, slug: Slug, group: PathId, q: Asked, before: Number = None) -> dict[str, Any]:
    """By words in any script, newest first; give `further` as `before` for the next page."""
    found: dict[str, Any] = msgspec.to_builtins(
        finding.search(communities.actor_at(request.auth, slug), group, q, before)
    )
    return found
