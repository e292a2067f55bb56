"""The API's addresses of members."""

from __future__ import annotations

from typing import Any

from ninja import Router, Schema, Status

from qunli.core.rest import PROBLEMS, ApiRequest, Id, Key, Limit, Offset, PathId, Search, Slug, Text
from qunli.domains.communities import facade as communities
from qunli.domains.members import queries
from qunli.domains.members.operations.describe_person import describe_person
from qunli.domains.members.operations.erase_person import erase_person
from qunli.domains.members.operations.merge_people import merge_people
from qunli.domains.members.operations.undo_merge import undo_merge

router = Router(tags=["members"])
MEMBERS = "/communities/{slug}/members"


class IdentityOut(Schema):
    """How one platform knows a person."""

    id: int
    platform: str
    external_id: str
    name: str
    handle: str
    is_bot: bool


class PersonOut(Schema):
    """A person with all their identities."""

    id: int
    name: str
    note: str
    erased: bool
    identities: list[IdentityOut]


class PersonPage(Schema):
    """One page, and how many there are in all."""

    items: list[PersonOut]
    total: int


class PersonChange(Schema):
    """What to call them, and a note for colleagues; what is left out stays."""

    name: Text | None = None
    note: Text | None = None


class MergeIn(Schema):
    """The other member who is the same person."""

    other: Id


class MergeOut(Schema):
    """The merge, by which it can be undone."""

    merge: int


@router.get(MEMBERS, response={200: PersonPage, **PROBLEMS}, summary="Members")
def find(request: ApiRequest, slug: Slug, q: Search = "", limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    """Everybody whose name, handle or id contains `q`, by name."""
    items, total = queries.find_people(communities.actor_at(request.auth, slug), q, limit=limit, offset=offset)
    return {"items": items, "total": total}


@router.get(MEMBERS + "/{person}", response={200: PersonOut, **PROBLEMS}, summary="One member")
def one(request: ApiRequest, slug: Slug, person: PathId) -> queries.PersonView:
    """A member that was merged into another is not found."""
    return queries.person(communities.actor_at(request.auth, slug), person)


@router.patch(MEMBERS + "/{person}", response={200: PersonOut, **PROBLEMS}, summary="Name and note")
def describe(request: ApiRequest, slug: Slug, person: PathId, body: PersonChange) -> queries.PersonView:
    """Call a member by another name, or write down a note."""
    actor = communities.actor_at(request.auth, slug)
    now = queries.person(actor, person)
    name = now.name if body.name is None else body.name
    describe_person(actor=actor, person=person, name=name, note=now.note if body.note is None else body.note)
    return queries.person(actor, person)


@router.post(MEMBERS + "/{person}/merge", response={201: MergeOut, **PROBLEMS}, summary="Join two members")
def merge(request: ApiRequest, slug: Slug, person: PathId, body: MergeIn, key: Key = None) -> Status[dict[str, int]]:
    """The other member's identities go to this one; no message changes."""
    actor = communities.actor_at(request.auth, slug)
    return Status(201, {"merge": merge_people(actor=actor, kept=person, merged=body.other, key=key)})


@router.post("/communities/{slug}/merges/{merge}/undo", response={200: PersonOut, **PROBLEMS}, summary="Take apart")
def undo(request: ApiRequest, slug: Slug, merge: PathId, key: Key = None) -> queries.PersonView:
    """Returns the member restored."""
    actor = communities.actor_at(request.auth, slug)
    return queries.person(actor, undo_merge(actor=actor, merge=merge, key=key))


@router.delete(MEMBERS + "/{person}", response={204: None, **PROBLEMS}, summary="Erase personal data")
def erase(request: ApiRequest, slug: Slug, person: PathId, key: Key = None) -> Status[None]:
    """For good: names, handles, notes and texts go, counts stay. Needs a token with the scope personal_data."""
    erase_person(actor=communities.actor_at(request.auth, slug), person=person, key=key)
    return Status(204, None)
