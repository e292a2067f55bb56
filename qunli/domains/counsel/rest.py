"""The API's addresses of proposals."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import StreamingHttpResponse
from ninja import Router, Schema, Status

from qunli.core.rest import PROBLEMS, ApiRequest, Limit, Offset, PathId, Slug, Text
from qunli.core.streaming import stream
from qunli.domains.communities import facade as communities
from qunli.domains.counsel import queries
from qunli.domains.counsel.operations.decide import dismiss, mark_done, reopen, snooze
from qunli.domains.counsel.personal_data import export_person

router = Router(tags=["proposals"])


class ProposalOut(Schema):
    """One thing worth doing. `said` maps language to its words; `came` of `asked` people wrote again."""

    id: int
    kind: str
    people: list[int]
    said: dict[str, Any]
    score: float
    sure: float
    as_of: int
    state: str
    snoozed_until: datetime | None
    reason: str
    decided_at: datetime | None
    decided_by: str
    came: int | None
    asked: int | None


class ProposalPage(Schema):
    """One page, and how many there are in all."""

    items: list[ProposalOut]
    total: int


class DecisionIn(Schema):
    """`what` to do with it; `how_long` when put off; `reason` when turned down."""

    what: Literal["done", "snooze", "dismiss", "reopen"]
    how_long: Literal["day", "week", "month"] = "week"
    reason: Text = ""


class PersonalData(Schema):
    """Everything that is known and concluded of a person. Times are ms UTC; groups by their number."""

    concluded: dict[str, Any] | None
    proposals: list[dict[str, Any]]
    moderation: dict[str, Any]
    person: dict[str, Any]
    groups: dict[str, dict[str, Any]]
    movements: list[dict[str, Any]]
    messages: list[dict[str, Any]]


@router.get("/communities/{slug}/proposals", response={200: list[ProposalOut], **PROBLEMS}, summary="Today")
def today(request: ApiRequest, slug: Slug, limit: Limit = 10) -> list[queries.ProposalView]:
    """What is worth doing now, best first."""
    return queries.today(communities.actor_at(request.auth, slug), limit)


@router.get(
    "/communities/{slug}/proposals/decided", response={200: ProposalPage, **PROBLEMS}, summary="What came of it"
)
def decided(request: ApiRequest, slug: Slug, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    """What was decided, latest first."""
    items, total = queries.decided(communities.actor_at(request.auth, slug), limit=limit, offset=offset)
    return {"items": items, "total": total}


@router.post("/communities/{slug}/proposals/{proposal}", response={204: None, **PROBLEMS}, summary="Decide")
def decide(request: ApiRequest, slug: Slug, proposal: PathId, body: DecisionIn) -> Status[None]:
    """Mark it done, put it off, turn it down, or take that back."""
    actor = communities.actor_at(request.auth, slug)
    match body.what:
        case "done":
            mark_done(actor=actor, proposal=proposal)
        case "snooze":
            snooze(actor=actor, proposal=proposal, choice=body.how_long)
        case "dismiss":
            dismiss(actor=actor, proposal=proposal, reason=body.reason)
        case "reopen":
            reopen(actor=actor, proposal=proposal)
    return Status(204, None)


@router.get(
    "/communities/{slug}/members/{person}/export",
    response={200: PersonalData, **PROBLEMS},
    tags=["members"],
    summary="Take out personal data",
)
def export(request: ApiRequest, slug: Slug, person: PathId) -> StreamingHttpResponse:
    """Everything that is known of a member, sent while it is read. Needs a token with the scope personal_data."""
    pieces = export_person(communities.actor_at(request.auth, slug), person)
    return stream(request, pieces, "application/json; charset=utf-8")
