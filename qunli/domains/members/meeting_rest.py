"""The API's addresses of introductions: those of the member whose account made the token."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Router, Schema, Status
from pydantic import Field

from qunli.core.rest import PROBLEMS, ApiRequest, Id, Key, PathId, Slug, Text
from qunli.domains.communities import facade as communities
from qunli.domains.communities.facade import powers
from qunli.domains.members import meeting_queries
from qunli.domains.members.acting import as_member
from qunli.domains.members.meeting_queries import IntroductionView
from qunli.domains.members.operations.introduce import answer_introduction, propose_introduction, say_if_it_helped

router = Router(tags=["introductions"])
ALL = "/communities/{slug}/introductions"
ONE = ALL + "/{introduction}"


class IntroductionOut(Schema):
    """An introduction as one of the two sees it: `them` is the other one. `says` is what oneself said, null before;
    `contact` what the other told, once it is made. `state`: asked, made or lapsed."""

    id: int
    them: int
    name: str
    proposer: str
    words: str
    state: str
    says: bool | None
    contact: str
    ask_help: bool
    helped: bool | None
    made_at: datetime


class IntroductionIn(Schema):
    """Who could know each other, and why."""

    one: Id
    other: Id
    words: Annotated[Text, Field(max_length=500)] = ""


class ProposedOut(Schema):
    """The introduction; both are asked."""

    id: int


class AnswerIn(Schema):
    """Yes or no; with a yes what the other may know to reach one."""

    yes: bool
    contact: Annotated[Text, Field(max_length=120)] = ""


class HelpedIn(Schema):
    """Whether it helped."""

    helped: bool


@router.get(ALL, response={200: list[IntroductionOut], **PROBLEMS}, summary="One's introductions")
def introductions(request: ApiRequest, slug: Slug) -> list[IntroductionView]:
    """Those to answer first, then latest first."""
    return meeting_queries.introductions(as_member(communities.actor_at(request.auth, slug), powers.SEE))


@router.post(ALL, response={201: ProposedOut, **PROBLEMS}, summary="Propose an introduction")
def propose(request: ApiRequest, slug: Slug, body: IntroductionIn, key: Key = None) -> Status[dict[str, int]]:
    """Both are asked; nobody learns anything of the other before both said yes."""
    actor = as_member(communities.actor_at(request.auth, slug))
    return Status(201, {"id": propose_introduction(actor=actor, key=key, **body.dict())})


@router.post(ONE + "/answer", response={200: IntroductionOut, **PROBLEMS}, summary="Say yes or no")
def answer(request: ApiRequest, slug: Slug, introduction: PathId, body: AnswerIn, key: Key = None) -> IntroductionView:
    """As one of the two. Of a no the other learns only that it did not come about."""
    actor = communities.actor_at(request.auth, slug)
    meeting_queries.known_introduction(actor, introduction)
    member = as_member(actor)
    answer_introduction(actor=member, introduction=introduction, yes=body.yes, contact=body.contact, key=key)
    return meeting_queries.introduction(member, introduction)


@router.post(ONE + "/helped", response={200: IntroductionOut, **PROBLEMS}, summary="Say whether it helped")
def helped(request: ApiRequest, slug: Slug, introduction: PathId, body: HelpedIn, key: Key = None) -> IntroductionView:
    """As one of the two, once it was made."""
    actor = communities.actor_at(request.auth, slug)
    meeting_queries.known_introduction(actor, introduction)
    member = as_member(actor)
    say_if_it_helped(actor=member, introduction=introduction, helped=body.helped, key=key)
    return meeting_queries.introduction(member, introduction)
