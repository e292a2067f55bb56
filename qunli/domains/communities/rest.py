"""The API's addresses of communities."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Query, Router, Schema, Status

from qunli.core.rest import PROBLEMS, STORABLE, ApiRequest, Key, Slug, Text
from qunli.domains.communities import facade, queries
from qunli.domains.communities.operations.create_community import create_community
from qunli.domains.communities.operations.delete_community import delete_community
from qunli.domains.communities.operations.describe_community import describe_community
from qunli.domains.communities.operations.restore_community import restore_community

router = Router(tags=["communities"])
Deleted = Annotated[bool, Query(description="List the deleted ones instead.")]
Name = Annotated[str, Query(max_length=120, pattern=STORABLE, description="Its name, to confirm.")]
AtOnce = Annotated[bool, Query(description="Erase it now; it cannot be restored.")]


class CommunityOut(Schema):
    """A community; `slug` is its address. A deleted one can be restored until `erase_at`."""

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
    erase_at: datetime | None


class DeletedOut(Schema):
    """What was deleted, and until when it can be restored."""

    name: str
    erase_at: datetime


class CommunityIn(Schema):
    """What a community says of itself. `kind`: fan, agent or owner; `language`: en or zh-hans; `origin`: person,
    company or room (face to face); `aim`: leisure, commerce or work."""

    name: Text
    purpose: Text = ""
    kind: Text = "fan"
    language: Text = "en"
    time_zone: Text = "UTC"
    origin: Text = "person"
    aim: Text = "leisure"


class NewCommunityIn(CommunityIn):
    """One that `lives_already` in some chat is open at once; another is being founded until its charter stands."""

    lives_already: bool = False


class CommunityChange(Schema):
    """The parts to change; what is left out stays."""

    name: Text | None = None
    purpose: Text | None = None
    kind: Text | None = None
    language: Text | None = None
    time_zone: Text | None = None
    origin: Text | None = None
    aim: Text | None = None


@router.get("/communities", response={200: list[CommunityOut], **PROBLEMS}, summary="Your communities")
def list_communities(request: ApiRequest, deleted: Deleted = False) -> list[queries.CommunityView]:
    """Every community of the operator, by name; or those that were deleted and are not erased yet, latest first."""
    return queries.deleted_communities(request.auth) if deleted else queries.communities_of(request.auth)


@router.post("/communities", response={201: CommunityOut, **PROBLEMS}, summary="Create a community")
def create(request: ApiRequest, body: NewCommunityIn, key: Key = None) -> Status[queries.CommunityView]:
    """A community starts empty; bring a history next."""
    made = create_community(actor=request.auth, key=key, **body.dict())
    return Status(201, queries.view(queries.community_by_id(made)))


@router.get("/communities/{slug}", response={200: CommunityOut, **PROBLEMS}, summary="One community")
def one_community(request: ApiRequest, slug: Slug) -> queries.CommunityView:
    """A community that is absent or somebody else's is not found."""
    return queries.view(queries.community_by_slug(request.auth, slug))


@router.patch("/communities/{slug}", response={200: CommunityOut, **PROBLEMS}, summary="Describe a community")
def describe(request: ApiRequest, slug: Slug, body: CommunityChange) -> queries.CommunityView:
    """Change what a community says of itself."""
    actor = facade.actor_at(request.auth, slug)
    now = queries.view(queries.community_by_slug(actor, slug))
    wanted = {field: value for field, value in body.dict().items() if value is not None}
    facts = {name: wanted.get(name, getattr(now, name)) for name in CommunityIn.model_fields}
    describe_community(actor=actor, **facts)
    return queries.view(queries.community_by_slug(actor, slug))


@router.delete("/communities/{slug}", response={202: DeletedOut, **PROBLEMS}, summary="Delete a community")
def delete(
    request: ApiRequest, slug: Slug, name: Name, at_once: AtOnce = False, key: Key = None
) -> Status[dict[str, str]]:
    """It is out of sight at once and erased in the background, when it cannot be restored any more. Needs a token with
    the scope delete_communities."""
    return Status(202, delete_community(actor=request.auth, community=slug, name=name, at_once=at_once, key=key))


@router.post("/communities/{slug}/restore", response={200: CommunityOut, **PROBLEMS}, summary="Restore a community")
def restore(request: ApiRequest, slug: Slug) -> queries.CommunityView:
    """A deleted one that is not being erased yet comes back, with everything in it."""
    restore_community(actor=request.auth, community=slug)
    return queries.view(queries.community_by_slug(request.auth, slug))
