"""The API's addresses of findings."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec
from ninja import Router, Schema, Status

from qunli.core.rest import PROBLEMS, ApiRequest, Limit, Offset, Search, Slug
from qunli.domains.communities import facade as communities
from qunli.domains.insight import portraits as read
from qunli.domains.insight import queries, rulings
from qunli.domains.insight.operations.ask import ask_for_picture
from qunli.domains.insight.operations.stop_picture import stop_picture

router = Router(tags=["findings"])
Show = read.Show
Order = read.Order


class ReasonOut(Schema):
    """Why: a measure, its value here, and what is usual."""

    measure: str
    value: float
    usual: float | None


class PortraitOut(Schema):
    """What is known of one person; scores and chances between 0 and 1, moments in s UTC, `hours` by UTC hour."""

    person: int
    name: str
    is_bot: bool
    first_ts: int | None
    last_ts: int | None
    messages: int
    messages_30: int
    days_30: int
    partners: int
    role: str
    role_score: float | None
    role_reasons: list[ReasonOut]
    leaving: float | None
    leaving_reasons: list[ReasonOut]
    rising: float | None
    rising_reasons: list[ReasonOut]
    hours: list[float] | None


class PortraitPage(Schema):
    """One page, and how many there are in all."""

    items: list[PortraitOut]
    total: int


class DrawingOut(Schema):
    """How far the drawing of a newer picture is: while it is under way, `doing` names step `step` of `steps`, of which
    `share` (0 to 1) is done. The picture is up when it comes to the step "judge"."""

    state: Literal["idle", "waiting", "under_way", "stopped", "failed"]
    doing: str
    step: int
    steps: int
    share: float
    since: datetime | None


class PictureOut(Schema):
    """`found` has the form of the report's JSON (docs/report-json.md), null before the first picture; `as_of` is the
    moment it shows, s UTC; `working` says that a newer one is being drawn."""

    found: dict[str, Any] | None
    as_of: int
    working: bool
    drawing: DrawingOut


class Asked(Schema):
    """A newer picture will be drawn."""

    working: bool


class AccuracyOut(Schema):
    """How often one kind of conclusion was right on this community's own past."""

    name: str
    measure: str
    value: float | None
    naive: float | None
    cases: int
    cutoffs: int
    calibration_error: float | None
    right: int
    said: int
    as_of: int


@router.get("/communities/{slug}/findings", response={200: PictureOut, **PROBLEMS}, summary="The current picture")
def findings(request: ApiRequest, slug: Slug) -> dict[str, Any]:
    """Stage, people, hours, belonging, open questions."""
    actor = communities.actor_at(request.auth, slug)
    picture = rulings.open_picture(actor)
    found = None if picture.found is None else msgspec.to_builtins(picture.found, str_keys=True)
    return {"found": found, "as_of": picture.as_of, "working": picture.working, "drawing": queries.drawing(actor)}


@router.post(
    "/communities/{slug}/findings/refresh", response={202: Asked, **PROBLEMS}, summary="Have the picture drawn anew"
)
def refresh(request: ApiRequest, slug: Slug) -> Status[dict[str, bool]]:
    """It is drawn in the background; `working` in the findings says until when. Asking twice changes nothing."""
    ask_for_picture(actor=communities.actor_at(request.auth, slug))
    return Status(202, {"working": True})


@router.post("/communities/{slug}/findings/stop", response={204: None, **PROBLEMS}, summary="Stop the drawing")
def stop(request: ApiRequest, slug: Slug) -> Status[None]:
    """The last picture stands. A refresh goes on: what was counted and judged is not done again."""
    stop_picture(actor=communities.actor_at(request.auth, slug))
    return Status(204, None)


@router.get("/communities/{slug}/portraits", response={200: PortraitPage, **PROBLEMS}, summary="Members with findings")
def portraits(
    request: ApiRequest,
    slug: Slug,
    q: Search = "",
    show: Show = "people",
    order: Order = "-last_ts",
    limit: Limit = 50,
    offset: Offset = 0,
) -> dict[str, Any]:
    """Members by name, role or risk, page by page."""
    actor = communities.actor_at(request.auth, slug)
    wanted = read.Wanted(text=q, show=show, order=order, limit=limit, offset=offset)
    items, total = read.portraits(actor, wanted)
    return {"items": [msgspec.to_builtins(one) for one in items], "total": total}


@router.get("/communities/{slug}/accuracy", response={200: list[AccuracyOut], **PROBLEMS}, summary="How right it is")
def accuracy(request: ApiRequest, slug: Slug) -> list[Any]:
    """Every judgement beside its naive mark, on the community's own past."""
    return queries.accuracy(communities.actor_at(request.auth, slug))
