"""The API's addresses of proposals."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from ninja import Router, Schema, Status

from qunli.core.rest import PROBLEMS, ApiRequest, Limit, Offset, PathId, Slug, Text
from qunli.domains.communities import facade as communities
from qunli.domains.counsel import queries
from qunli.domains.counsel.operations.decide import dismiss, mark_done, reopen, snooze

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
