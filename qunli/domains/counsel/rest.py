"""The API's addresses of proposals."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.http import StreamingHttpResponse
from django.urls import reverse
from django.utils import translation
from ninja import Router, Schema, Status

from qunli.core.matters import Matter
from qunli.core.rest import PROBLEMS, ApiRequest, Limit, Offset, PathId, Slug, Text
from qunli.core.streaming import stream
from qunli.domains.communities import facade as communities
from qunli.domains.counsel import queries
from qunli.domains.counsel.operations.decide import dismiss, mark_done, reopen, snooze
from qunli.domains.counsel.personal_data import export_person
from qunli.domains.counsel.waiting import waiting

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


class MatterOut(Schema):
    """Something that waits for a decision: `count` of a kind. `said` maps language to title, why and about, which names
    up to three; the first has waited since `since` and should be settled by `due`, a moment that members were told when
    it is `promised`. `page` is where it is decided."""

    kind: str
    count: int
    said: dict[str, Any]
    since: datetime
    due: datetime
    promised: bool
    page: str


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


@router.get("/communities/{slug}/matters", response={200: list[MatterOut], **PROBLEMS}, summary="What waits for you")
def matters(request: ApiRequest, slug: Slug) -> list[dict[str, Any]]:
    """What waits for a decision of whoever asks, the most urgent first. Empty for those who can decide nothing."""
    found = waiting(communities.actor_at(request.auth, slug))
    return [
        {
            **{name: getattr(one, name) for name in ("kind", "count", "since", "due", "promised")},
            "said": {language: _said(one, language) for language, _name in settings.LANGUAGES},
            "page": reverse(one.page, args=[slug, *one.args]),
        }
        for one in found
    ]


def _said(one: Matter, language: str) -> dict[str, Any]:
    with translation.override(language):
        return {"title": one.title, "why": str(one.why), "about": [str(name) for name in one.about]}


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
