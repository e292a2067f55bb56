"""The API's address of what the member whose account made the token is told on their devices."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router, Schema
from pydantic import Field

from qunli.core.rest import PROBLEMS, ApiRequest, Id, Key, Slug
from qunli.domains.chat.operations.choose_notices import choose_notices
from qunli.domains.chat.pushing import choices
from qunli.domains.communities import facade as communities
from qunli.domains.communities.facade import powers
from qunli.domains.members import facade as members

router = Router(tags=["notices"])
NOTICES = "/communities/{slug}/notices"
Level = Literal["all", "mentions", "announcements", "none"]
Time = Annotated[str, Field(pattern=r"^$|^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Zone = Annotated[str, Field(pattern=r"^[-+A-Za-z0-9_/]{0,60}$")]


class NoticesIn(Schema):
    """What is told: `level`, not of the groups in `muted`. `hours`: quiet when the community is (shared), when oneself
    wants to (own: `quiet_from`, `quiet_until` as HH:MM in `zone`), or never."""

    level: Level
    muted: Annotated[list[Id], Field(max_length=500)] = []
    hours: Literal["shared", "own", "never"] = "shared"
    quiet_from: Time = ""
    quiet_until: Time = ""
    zone: Zone = ""


class NoticesOut(Schema):
    """The same, with how many devices are told."""

    level: str
    muted: list[int]
    hours: str
    quiet_from: str
    quiet_until: str
    zone: str
    devices: int


@router.get(NOTICES, response={200: NoticesOut, **PROBLEMS}, summary="What one is told")
def notices(request: ApiRequest, slug: Slug) -> dict[str, Any]:
    """Devices are added in the browser: only there a push service can be asked."""
    return _said(choices.own_choice(members.as_member(communities.actor_at(request.auth, slug), powers.SEE)))


@router.put(NOTICES, response={200: NoticesOut, **PROBLEMS}, summary="Choose what one is told")
def choose(request: ApiRequest, slug: Slug, body: NoticesIn, key: Key = None) -> dict[str, Any]:
    """In place of what was chosen before."""
    actor = members.as_member(communities.actor_at(request.auth, slug))
    own = body.hours == "own"
    choose_notices(
        actor=actor,
        level=body.level,
        muted=body.muted,
        own_hours=body.hours != "shared",
        hours=choices.hours(body.quiet_from, body.quiet_until) if own else None,
        zone=body.zone if own else "",
        key=key,
    )
    return _said(choices.own_choice(actor))


def _said(view: choices.ChoiceView) -> dict[str, Any]:
    start, end = (choices.clock(one) for one in view.hours) if view.hours else ("", "")
    return {
        "level": view.level,
        "muted": sorted(view.muted),
        "hours": "shared" if not view.own_hours else "own" if view.hours else "never",
        "quiet_from": start,
        "quiet_until": end,
        "zone": view.zone,
        "devices": view.browsers,
    }
