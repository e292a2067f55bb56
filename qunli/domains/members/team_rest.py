"""The API's addresses of the team: who is responsible for what."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Router, Schema, Status
from pydantic import Field

from qunli.core.rest import PROBLEMS, ApiRequest, Id, Key, PathId, Slug, Text
from qunli.domains.communities import facade as communities
from qunli.domains.members import policy, taking_part
from qunli.domains.members.operations.give_duty import end_duty, give_duty

router = Router(tags=["team"])
TEAM = "/communities/{slug}/team"


class DutyOut(Schema):
    """A duty. `by` is "colleague" or "member", and `holder_id` their account or person; all three empty while nobody
    holds it."""

    id: int
    title: str
    what: str
    part: str
    whole_group: bool
    holder: str
    by: str
    holder_id: int | None


class DutyIn(Schema):
    """A duty, held by a colleague, a member, or nobody yet. `whole_group`: answers for the whole group."""

    title: Annotated[Text, Field(min_length=1)]
    what: Text = ""
    part: Literal["manager", "resource", "heavy"] = "manager"
    whole_group: bool = False
    colleague: Id | None = None
    person: Id | None = None


@router.get(TEAM, response={200: list[DutyOut], **PROBLEMS}, summary="The team")
def team(request: ApiRequest, slug: Slug) -> list[taking_part.DutyView]:
    """Every duty, the responsibility for the whole group first."""
    actor = communities.actor_at(request.auth, slug)
    policy.may_see(actor).or_refuse()
    return taking_part.duties(actor.here)


@router.post(TEAM, response={201: DutyOut, **PROBLEMS}, summary="Describe a duty")
def describe(request: ApiRequest, slug: Slug, body: DutyIn, key: Key = None) -> Status[taking_part.DutyView]:
    """A new duty."""
    actor = communities.actor_at(request.auth, slug)
    number = give_duty(actor=actor, key=key, **body.dict())
    return Status(201, _one(actor.here, number))


@router.put(TEAM + "/{duty}", response={200: DutyOut, **PROBLEMS}, summary="Describe or give a duty anew")
def change(request: ApiRequest, slug: Slug, duty: PathId, body: DutyIn, key: Key = None) -> taking_part.DutyView:
    """All of it as it shall be."""
    actor = communities.actor_at(request.auth, slug)
    return _one(actor.here, give_duty(actor=actor, duty=duty, key=key, **body.dict()))


@router.delete(TEAM + "/{duty}", response={204: None, **PROBLEMS}, summary="Take a duty off")
def end(request: ApiRequest, slug: Slug, duty: PathId, key: Key = None) -> Status[None]:
    """It is no more."""
    end_duty(actor=communities.actor_at(request.auth, slug), duty=duty, key=key)
    return Status(204, None)


def _one(community: int, duty: int) -> taking_part.DutyView:
    return next(one for one in taking_part.duties(community) if one.id == duty)
