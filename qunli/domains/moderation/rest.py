"""The API's addresses of cases, policies, appeals and the log."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from ninja import Query, Router, Schema

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.http import LARGEST
from qunli.core.rest import PROBLEMS, ApiRequest, Id, Key, Limit, PathId, Slug, Text
from qunli.domains.communities import facade as communities
from qunli.domains.moderation import loading, policy, queries, showing
from qunli.domains.moderation.operations.appeal import answer_appeal
from qunli.domains.moderation.operations.decide import release, uphold
from qunli.domains.moderation.operations.permit_ad import permit_ad
from qunli.domains.moderation.operations.put_in_force import put_in_force

router = Router(tags=["moderation"])
Before = Annotated[int | None, Query(ge=1, le=LARGEST, description="Only those with a smaller number.")]


class CaseOut(Schema):
    """A message that a policy or a member found wrong. Hit when `measure` was above `limit`."""

    id: int
    group: int
    person: int
    trigger: str
    line: str
    version: int
    measure: float
    limit: float
    shown: list[str]
    because: list[str]
    effect: str
    dry: bool
    text: str
    seq: int | None
    state: str
    made_at: datetime
    decided_at: datetime | None
    reason: str
    overturned: bool
    reports: int


class DecisionIn(Schema):
    """`what` to do with which cases, and why; `sanction` follows when they are upheld."""

    cases: list[Id]
    what: Literal["release", "uphold"]
    reason: Text
    sanction: Literal["", "warn", "mute", "remove", "ban"] = ""
    minutes: int = 60


class Decided(Schema):
    """How many were decided anew."""

    decided: int


class PoliciesOut(Schema):
    """The version in force."""

    version: int
    rules: dict[str, Any]


class PoliciesIn(Schema):
    """Another set. `based_on`: the version it was made from; refused when somebody changed it meanwhile."""

    rules: dict[str, Any]
    note: Text = ""
    based_on: int | None = None


class AnswerIn(Schema):
    """Whether an appeal is granted, and what its author is told."""

    grant: bool
    answer: Text


class PermitIn(Schema):
    """One advertisement of one person; `source` names what gave it, and gives one permit."""

    person: Id
    source: Text


class Made(Schema):
    """Its number."""

    id: int


class LogOut(Schema):
    """A line of the public log."""

    id: int
    who: str
    did: str
    why: str
    by: str
    lifted: bool
    at: datetime
    until: datetime | None


@router.get("/communities/{slug}/cases", response={200: list[CaseOut], **PROBLEMS}, summary="Cases")
def cases(
    request: ApiRequest,
    slug: Slug,
    state: Literal["waiting", "done", "upheld", "released", "dry", "all"] = "waiting",
    before: Before = None,
    limit: Limit = 50,
) -> list[queries.CaseView]:
    """Newest first."""
    actor = communities.actor_at(request.auth, slug)
    with tenancy.within(actor.here):
        return queries.cases(actor, queries.Wanted(state=state, before=before, limit=limit))


@router.post("/communities/{slug}/cases/decide", response={200: Decided, **PROBLEMS}, summary="Decide about cases")
def decide(request: ApiRequest, slug: Slug, given: DecisionIn, key: Key = None) -> dict[str, int]:
    """Released messages go into the chat as their authors said them then."""
    actor = communities.actor_at(request.auth, slug)
    if given.what == "release":
        return {"decided": release(actor=actor, cases=given.cases, reason=given.reason, key=key)}
    minutes = max(1, min(given.minutes, 527_040))
    done = uphold(
        actor=actor, cases=given.cases, reason=given.reason, sanction=given.sanction, minutes=minutes, key=key
    )
    return {"decided": done}


@router.get("/communities/{slug}/policies", response={200: PoliciesOut, **PROBLEMS}, summary="Policies in force")
def policies(request: ApiRequest, slug: Slug) -> dict[str, Any]:
    """Version 0 has no policies."""
    actor = communities.actor_at(request.auth, slug)
    policy.may_see(actor).or_refuse()
    with tenancy.within(actor.here):
        number, rules = loading.newest(actor.here)
    return {"version": number, "rules": msgspec.to_builtins(rules)}


@router.put("/communities/{slug}/policies", response={200: Made, **PROBLEMS}, summary="Put policies in force")
def change(request: ApiRequest, slug: Slug, given: PoliciesIn, key: Key = None) -> dict[str, int]:
    """Returns the number of the version."""
    actor = communities.actor_at(request.auth, slug)
    return {"id": put_in_force(actor=actor, rules=given.rules, note=given.note, based_on=given.based_on, key=key)}


@router.post("/communities/{slug}/appeals/{appeal}", response={204: None, **PROBLEMS}, summary="Answer an appeal")
def answer(request: ApiRequest, slug: Slug, appeal: PathId, given: AnswerIn, key: Key = None) -> tuple[int, None]:
    """By somebody who did not decide the case."""
    actor = communities.actor_at(request.auth, slug)
    answer_appeal(actor=actor, appeal=appeal, grant=given.grant, answer=given.answer, key=key)
    return 204, None


@router.post("/communities/{slug}/ad-permits", response={200: Made, **PROBLEMS}, summary="Allow one advertisement")
def permit(request: ApiRequest, slug: Slug, given: PermitIn, key: Key = None) -> dict[str, int]:
    """The same source gives the same permit."""
    actor = communities.actor_at(request.auth, slug)
    return {"id": permit_ad(actor=actor, person=given.person, source=given.source, key=key)}


@router.get("/communities/{slug}/moderation-log", response={200: list[LogOut], **PROBLEMS}, summary="Public log")
def log(request: ApiRequest, slug: Slug, before: Before = None, limit: Limit = 50) -> list[LogOut]:
    """As members read it."""
    actor: Actor = communities.actor_at(request.auth, slug)
    with tenancy.within(actor.here):
        return [
            LogOut(
                id=one.id, who=one.who, did=str(one.did), why=str(one.why), by=str(one.by), lifted=one.lifted,
                at=one.at, until=one.until,
            )
            for one in showing.in_log(actor, before, limit)
        ]  # fmt: skip
