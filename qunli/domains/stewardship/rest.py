"""The API's addresses of posts, calls, elections and honours. Votes are cast on member pages only."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Router, Schema, Status
from pydantic import Field

from qunli.core.rest import PROBLEMS, ApiRequest, Id, Key, Limit, PathId, Slug, Text
from qunli.domains.communities import facade as communities
from qunli.domains.stewardship import showing
from qunli.domains.stewardship.operations.call import appoint, open_call, short_list
from qunli.domains.stewardship.operations.honour import give_honour, take_honour
from qunli.domains.stewardship.operations.intervene import cancel_call
from qunli.domains.stewardship.operations.keep_post import close_post, describe_post
from qunli.domains.stewardship.shapes import CallView, HonourView, PostView

router = Router(tags=["posts"])
HERE = "/communities/{slug}"
POST, CALL = HERE + "/posts/{post}", HERE + "/calls/{call}"
Some = Annotated[Text, Field(min_length=1)]


class TermOut(Schema):
    """A member's time in a post."""

    person: int
    name: str
    deputy: bool
    began_at: datetime
    until: datetime


class PostOut(Schema):
    """A post, who holds it, and the call that is open for it."""

    id: int
    title: str
    duties: str
    powers: list[str]
    term_days: int
    seats: int
    filled_by: str
    whole_group: bool
    holders: list[TermOut]
    deputy: TermOut | None
    call: int | None


class PostIn(Schema):
    """What a post is to be. `powers`: admit, moderate, announce, activities."""

    title: Some
    duties: Some
    powers: Annotated[list[Text], Field(max_length=20)] = []
    term_days: int = 180
    seats: int = 1
    filled_by: Literal["election", "appointment"] = "election"
    whole_group: bool = False


class CallIn(Schema):
    """For how many days members may apply and vote, how many must vote (in a hundred), what decides a tie."""

    apply_days: int = 7
    vote_days: int = 7
    quorum: int = 20
    tie: Literal["membership", "lot"] = "membership"


class CandidateOut(Schema):
    """Who wants a post; `votes` is null until they were counted."""

    person: int
    name: str
    statement: str
    state: str
    votes: int | None


class BallotOut(Schema):
    """A secret vote; `voted` is how many have."""

    opens_at: datetime
    closes_at: datetime
    open: bool
    electorate: int
    needed: int
    voted: int


class CallOut(Schema):
    """A post is to be filled. `digest` is of the lot's `seed`, which is empty until it was drawn."""

    id: int
    post: int
    title: str
    filled_by: str
    seats: int
    apply_until: datetime
    vote_days: int
    quorum: int
    tie: str
    digest: str
    seed: str
    state: str
    decided_at: datetime | None
    ballot: BallotOut | None
    applications: list[CandidateOut]


class ListIn(Schema):
    """Between whom the vote is; `why` for those who applied and are not on the list."""

    people: Annotated[list[Id], Field(max_length=200)]
    why: Text = ""


class ReasonIn(Schema):
    """Why; members read it."""

    reason: Some


class AppointIn(Schema):
    """The member who takes up the post."""

    person: Id


class HonourOut(Schema):
    """A title beside a name."""

    id: int
    person: int
    name: str
    title: str
    why: str
    given_at: datetime


class HonourIn(Schema):
    """Which title for whom, and what for."""

    person: Id
    title: Some
    why: Some


@router.get(HERE + "/posts", response={200: list[PostOut], **PROBLEMS}, summary="Posts")
def posts(request: ApiRequest, slug: Slug) -> list[PostView]:
    """Those there are, the one that answers for the group first."""
    return showing.posts(communities.actor_at(request.auth, slug))


@router.post(HERE + "/posts", response={201: PostOut, **PROBLEMS}, summary="Make a post")
def make(request: ApiRequest, slug: Slug, body: PostIn, key: Key = None) -> Status[PostView]:
    """Nobody holds it yet."""
    actor = communities.actor_at(request.auth, slug)
    return Status(201, showing.post(actor, describe_post(actor=actor, key=key, **body.dict())))


@router.put(POST, response={200: PostOut, **PROBLEMS}, summary="Describe a post anew")
def describe(request: ApiRequest, slug: Slug, post: PathId, body: PostIn, key: Key = None) -> PostView:
    """Whoever holds it has its new powers at once, and keeps the term."""
    actor = communities.actor_at(request.auth, slug)
    return showing.post(actor, describe_post(actor=actor, post=post, key=key, **body.dict()))


@router.post(POST + "/close", response={204: None, **PROBLEMS}, summary="Close a post")
def close(request: ApiRequest, slug: Slug, post: PathId, body: ReasonIn, key: Key = None) -> Status[None]:
    """Terms end, and a call is broken off."""
    close_post(actor=communities.actor_at(request.auth, slug), post=post, reason=body.reason, key=key)
    return Status(204, None)


@router.post(POST + "/appoint", response={200: PostOut, **PROBLEMS}, summary="Appoint a member")
def fill(request: ApiRequest, slug: Slug, post: PathId, body: AppointIn, key: Key = None) -> PostView:
    """Posts that members elect are filled by them."""
    actor = communities.actor_at(request.auth, slug)
    appoint(actor=actor, post=post, person=body.person, key=key)
    return showing.post(actor, post)


@router.post(POST + "/calls", response={201: CallOut, **PROBLEMS}, summary="Open a call")
def call_for(request: ApiRequest, slug: Slug, post: PathId, body: CallIn, key: Key = None) -> Status[CallView]:
    """Members may apply; what decides is settled now."""
    actor = communities.actor_at(request.auth, slug)
    return Status(201, showing.call(actor, open_call(actor=actor, post=post, key=key, **body.dict())))


@router.get(HERE + "/calls", response={200: list[CallOut], **PROBLEMS}, summary="Calls and elections")
def calls(request: ApiRequest, slug: Slug, limit: Limit = 20) -> list[CallView]:
    """Open ones first, then those decided last."""
    return showing.calls(communities.actor_at(request.auth, slug), limit)


@router.get(CALL, response={200: CallOut, **PROBLEMS}, summary="One call")
def one_call(request: ApiRequest, slug: Slug, call: PathId) -> CallView:
    """With who applied; what is in the box is not told before it is counted."""
    return showing.call(communities.actor_at(request.auth, slug), call)


@router.post(CALL + "/short-list", response={200: CallOut, **PROBLEMS}, summary="Open the vote")
def list_short(request: ApiRequest, slug: Slug, call: PathId, body: ListIn, key: Key = None) -> CallView:
    """Between those named."""
    actor = communities.actor_at(request.auth, slug)
    short_list(actor=actor, call=call, people=body.people, why=body.why, key=key)
    return showing.call(actor, call)


@router.post(CALL + "/cancel", response={204: None, **PROBLEMS}, summary="Break a call off")
def cancel(request: ApiRequest, slug: Slug, call: PathId, body: ReasonIn, key: Key = None) -> Status[None]:
    """What was in the box is never counted."""
    cancel_call(actor=communities.actor_at(request.auth, slug), call=call, reason=body.reason, key=key)
    return Status(204, None)


@router.get(HERE + "/honours", response={200: list[HonourOut], **PROBLEMS}, summary="Honours")
def honours(request: ApiRequest, slug: Slug, limit: Limit = 50) -> list[HonourView]:
    """Given last first."""
    return showing.honours(communities.actor_at(request.auth, slug))[:limit]


@router.post(HERE + "/honours", response={201: HonourOut, **PROBLEMS}, summary="Give an honour")
def honour(request: ApiRequest, slug: Slug, body: HonourIn, key: Key = None) -> Status[HonourView]:
    """No price is known to it."""
    actor = communities.actor_at(request.auth, slug)
    number = give_honour(actor=actor, key=key, **body.dict())
    return Status(201, next(one for one in showing.honours(actor) if one.id == number))


@router.delete(HERE + "/honours/{honour}", response={204: None, **PROBLEMS}, summary="Take an honour back")
def unhonour(request: ApiRequest, slug: Slug, honour: PathId, key: Key = None) -> Status[None]:
    """The title does not stand beside the name any more."""
    take_honour(actor=communities.actor_at(request.auth, slug), honour=honour, key=key)
    return Status(204, None)
