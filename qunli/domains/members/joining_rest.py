"""The API's addresses of joining: applications, invitations, the directory."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from django.urls import reverse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from qunli.core.rest import PROBLEMS, STORABLE, ApiRequest, Id, Key, Limit, Offset, PathId, Search, Slug, Text
from qunli.domains.communities import facade as communities
from qunli.domains.members import joining_queries, meeting_queries
from qunli.domains.members.operations.decide_applications import Decided, decide_applications, undo_decision
from qunli.domains.members.operations.invite import invite, withdraw_invitation

router = Router(tags=["joining"])
HERE = "/communities/{slug}"
City = Annotated[str, Query(max_length=60, pattern=STORABLE, description="Only those who live there.")]


class ApplicationOut(Schema):
    """Somebody who asked to come in. `asked` pairs questions and answers; `reasons` explain `score`; `known` are signs
    that it may be somebody who was removed: kind, person, name."""

    id: int
    person: int
    name: str
    asked: list[tuple[str, str]]
    score: int
    reasons: list[dict[str, Any]]
    state: str
    reason: str
    made_at: datetime
    decided_at: datetime | None
    decided_by_name: str
    inviter: str
    known: list[tuple[str, int, str]]


class ApplicationPage(Schema):
    """One page, and how many there are in all."""

    items: list[ApplicationOut]
    total: int


class VerdictIn(Schema):
    """What becomes of which applications; a refusal has a reason, which the applicant reads."""

    applications: Annotated[list[Id], Field(max_length=200)]
    verdict: Literal["admit", "refuse", "wait"]
    reason: Text = ""


class DecidedOut(Schema):
    """How many were let in, put in line or turned down, and how many somebody else had decided about."""

    admitted: int
    waiting: int
    refused: int
    passed_over: int
    done: list[int]


class InvitationIn(Schema):
    """A link to make: for how many people and days."""

    uses: int = 1
    days: int = 14
    note: Text = ""


class InvitationOut(Schema):
    """A link, by whom, and how many it brought: `used` came, `stayed` are members. `state` is open, used, expired or
    withdrawn."""

    id: int
    address: str
    inviter: int | None
    inviter_name: str
    note: str
    most: int
    used: int
    stayed: int
    made_at: datetime
    expires_at: datetime
    state: str


class InvitationPage(Schema):
    """One page, and how many there are in all."""

    items: list[InvitationOut]
    total: int


class CardOut(Schema):
    """What a member shows of themselves; what they do not show is empty."""

    person: int
    name: str
    needs: list[str]
    resources: list[str]
    city: str
    about: str
    introducible: bool
    greets: bool


class CardPage(Schema):
    """One page, and how many there are in all."""

    items: list[CardOut]
    total: int


@router.get(HERE + "/applications", response={200: ApplicationPage, **PROBLEMS}, summary="Applications")
def applications(
    request: ApiRequest,
    slug: Slug,
    state: Literal["open", "waiting", "admitted", "refused", "withdrawn"] = "open",
    limit: Limit = 50,
    offset: Offset = 0,
) -> dict[str, Any]:
    """To decide by points, the waiting list in its order, else the latest first."""
    actor = communities.actor_at(request.auth, slug)
    items, total = joining_queries.applications(actor, state, limit=limit, offset=offset)
    return {"items": items, "total": total}


@router.post(HERE + "/applications/decide", response={200: DecidedOut, **PROBLEMS}, summary="Decide")
def decide(request: ApiRequest, slug: Slug, body: VerdictIn, key: Key = None) -> Decided:
    """In the order given; whoever finds no free place goes on the waiting list."""
    actor = communities.actor_at(request.auth, slug)
    return decide_applications(actor=actor, key=key, **body.dict())


@router.post(HERE + "/applications/{application}/undo", response={204: None, **PROBLEMS}, summary="Take it back")
def undo(request: ApiRequest, slug: Slug, application: PathId, key: Key = None) -> Status[None]:
    """Within a day: the application waits for a decision again."""
    undo_decision(actor=communities.actor_at(request.auth, slug), application=application, key=key)
    return Status(204, None)


@router.get(HERE + "/invitations", response={200: InvitationPage, **PROBLEMS}, summary="Invitations")
def invitations(request: ApiRequest, slug: Slug, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    """All links of the community, latest first."""
    items, total = joining_queries.invitations(communities.actor_at(request.auth, slug), limit=limit, offset=offset)
    return {"items": [_link(one) for one in items], "total": total}


@router.post(HERE + "/invitations", response={201: InvitationOut, **PROBLEMS}, summary="Make a link")
def make(request: ApiRequest, slug: Slug, body: InvitationIn, key: Key = None) -> Status[dict[str, Any]]:
    """A link that lets people in, as the settings of the door allow."""
    actor = communities.actor_at(request.auth, slug)
    number = invite(actor=actor, key=key, **body.dict())
    return Status(201, _link(joining_queries.invitation(actor, number)))


@router.delete(HERE + "/invitations/{invitation}", response={204: None, **PROBLEMS}, summary="Withdraw a link")
def withdraw(request: ApiRequest, slug: Slug, invitation: PathId, key: Key = None) -> Status[None]:
    """Whom it brought stays."""
    withdraw_invitation(actor=communities.actor_at(request.auth, slug), invitation=invitation, key=key)
    return Status(204, None)


@router.get(HERE + "/directory", response={200: CardPage, **PROBLEMS}, summary="The members' directory")
def directory(
    request: ApiRequest, slug: Slug, q: Search = "", city: City = "", limit: Limit = 30, offset: Offset = 0
) -> dict[str, Any]:
    """Cards that members chose to show, latest first."""
    items, total = meeting_queries.directory(
        communities.actor_at(request.auth, slug), q, city=city, limit=limit, offset=offset
    )
    return {"items": items, "total": total}


def _link(one: joining_queries.InvitationView) -> dict[str, Any]:
    return {**asdict(one), "address": settings.ORIGIN + reverse("open_link", args=[one.token])}
