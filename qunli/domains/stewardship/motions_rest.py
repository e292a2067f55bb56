"""The API's addresses of motions. Votes are cast on member pages only, so that no program learns the choice."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Router, Schema, Status
from pydantic import Field

from qunli.core.rest import PROBLEMS, ApiRequest, Key, Limit, PathId, Slug, Text
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
from qunli.domains.stewardship import showing
from qunli.domains.stewardship.operations.intervene import cancel_motion
from qunli.domains.stewardship.operations.move import move, second, withdraw_motion
from qunli.domains.stewardship.rest import BallotOut, ReasonIn
from qunli.domains.stewardship.shapes import MotionView

router = Router(tags=["motions"])
ALL = "/communities/{slug}/motions"
ONE = ALL + "/{motion}"


class CountedOut(BallotOut):
    """A secret vote; `counts` is empty until they were counted."""

    counts: dict[str, int]


class MotionOut(Schema):
    """A change of the rules that a member proposes: `rule` is the one to change, empty for a further one; no text: it
    is to go. `version` is the number of the rules that it became."""

    id: int
    person: int
    name: str
    rule: str
    before: dict[str, str]
    en: str
    zh: str
    why: str
    state: str
    made_at: datetime
    until: datetime
    seconds: int
    seconds_needed: int
    ballot: CountedOut | None
    version: int | None


class MotionIn(Schema):
    """Other texts for a rule by its id, a further rule without an id, or no text: that it goes."""

    rule: Annotated[Text, Field(max_length=60)] = ""
    en: Text = ""
    zh: Text = ""
    why: Text


@router.get(ALL, response={200: list[MotionOut], **PROBLEMS}, summary="Motions")
def motions(request: ApiRequest, slug: Slug, limit: Limit = 30) -> list[MotionView]:
    """Those under way first, then the latest."""
    return showing.motions(communities.actor_at(request.auth, slug), limit)


@router.post(ALL, response={201: MotionOut, **PROBLEMS}, summary="Make a motion")
def make(request: ApiRequest, slug: Slug, body: MotionIn, key: Key = None) -> Status[MotionView]:
    """As the member whose account made the token."""
    actor = members.as_member(communities.actor_at(request.auth, slug))
    return Status(201, showing.motion(actor, move(actor=actor, key=key, **body.dict())))


@router.get(ONE, response={200: MotionOut, **PROBLEMS}, summary="One motion")
def one(request: ApiRequest, slug: Slug, motion: PathId) -> MotionView:
    """What is in the box is not told before it is counted."""
    return showing.motion(communities.actor_at(request.auth, slug), motion)


@router.post(ONE + "/second", response={200: MotionOut, **PROBLEMS}, summary="Second a motion")
def want_vote(request: ApiRequest, slug: Slug, motion: PathId) -> MotionView:
    """As the member whose account made the token; the last one needed opens the vote."""
    actor = communities.actor_at(request.auth, slug)
    showing.motion(actor, motion)
    second(actor=members.as_member(actor), motion=motion)
    return showing.motion(actor, motion)


@router.post(ONE + "/withdraw", response={200: MotionOut, **PROBLEMS}, summary="Take a motion back")
def withdraw(request: ApiRequest, slug: Slug, motion: PathId) -> MotionView:
    """One's own, while it looks for seconders."""
    actor = communities.actor_at(request.auth, slug)
    showing.motion(actor, motion)
    withdraw_motion(actor=members.as_member(actor), motion=motion)
    return showing.motion(actor, motion)


@router.post(ONE + "/cancel", response={200: MotionOut, **PROBLEMS}, summary="Take a motion off")
def cancel(request: ApiRequest, slug: Slug, motion: PathId, body: ReasonIn) -> MotionView:
    """By those who keep the posts; members read the reason."""
    actor = communities.actor_at(request.auth, slug)
    cancel_motion(actor=actor, motion=motion, reason=body.reason)
    return showing.motion(actor, motion)
