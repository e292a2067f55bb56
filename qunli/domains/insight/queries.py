"""Reads of findings, portraits and the state of the rollups."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db.models import Sum

from qunli.core import care, tenancy
from qunli.core.actor import Actor
from qunli.domains.chat import facade as chat
from qunli.domains.insight import policy
from qunli.domains.insight.models import (
    Accuracy,
    Bot,
    Finding,
    MemberDay,
    Picture,
    StaleDay,
    TieDay,
)
from qunli.domains.members import facade as members
from qunli.reports.findings import Findings


@contextmanager
def seeing(actor: Actor) -> Iterator[int]:
    """Inside the actor's community, if they may see findings there. Raises `Forbidden`, and `NotFound` outside any."""
    policy.may_see(actor).or_refuse()
    with tenancy.within(actor.here):
        yield actor.here


def lock(actor: Actor) -> int:
    """Take the community's picture for writing, so that counting is done by one at a time. Returns the community."""
    Picture.objects.get_or_create(community_id=actor.here)
    Picture.objects.select_for_update().get(community_id=actor.here)
    return actor.here


def stale_days(community: int, limit: int) -> list[Any]:
    """Group-days to count again although their messages did not change."""
    return list(StaleDay.objects.filter(community_id=community).order_by("group_id", "day")[:limit])


def days_to_count(actor: Actor) -> int:
    """Group-days whose rollups are to be made anew."""
    with seeing(actor):
        return chat.touched_count(actor) + StaleDay.objects.count()


def flagged_identities(actor: Actor) -> set[int]:
    """Identities whose platform calls them bots, unless an operator says otherwise."""
    with seeing(actor):
        decided = dict(Bot.objects.filter(decided=True).values_list("identity", "is_bot"))
    flagged = members.called_bots(actor)
    return {one for one in flagged if decided.get(one, True)} | {one for one, is_bot in decided.items() if is_bot}


def bot_identities(actor: Actor) -> set[int]:
    """Identities that count as programs: decided, recognised, or called so by their platform."""
    with seeing(actor):
        known = dict(Bot.objects.values_list("identity", "is_bot"))
    return {one for one, is_bot in known.items() if is_bot} | {
        one for one in flagged_identities(actor) if known.get(one, True)
    }


@dataclass(frozen=True)
class PictureView:
    """What is known of a community, and how fresh it is. `found` is null before the first picture; `as_of` is the
    moment it shows (s, UTC); `working` says that a newer one is being drawn."""

    found: Findings | None
    as_of: int
    made_at: datetime | None
    working: bool


def picture(actor: Actor) -> PictureView:
    """The community's current picture."""
    with seeing(actor) as community:
        row = Picture.objects.filter(community_id=community).first()
        body = Finding.objects.filter(kind="picture").values_list("body", flat=True).first()
    found = msgspec.convert(body, Findings, str_keys=True) if body else None
    if row is None:
        return PictureView(found, 0, None, False)
    return PictureView(found, row.as_of, row.made_at, row.asked or row.begun_at is not None)


@dataclass(frozen=True)
class DrawingView:
    """Whether a newer picture is being drawn. `state`: "idle", "waiting", "under_way", "stopped" (by somebody) or
    "failed" (waits for a person). While it is under way, `doing` names step `step` of `steps`, of which `share` (0 to
    1) is done, and `since` is when it was begun. `published`: what is left is to measure how right it is."""

    state: str
    doing: str = ""
    step: int = 0
    steps: int = 0
    share: float = 0
    since: datetime | None = None

    @property
    def published(self) -> bool:
        """Its findings are up already."""
        return self.doing == "judge"


STATES = {"under_way": "under_way", "waiting": "waiting", "parked": "failed"}


def drawing(actor: Actor) -> DrawingView:
    """How far the drawing of a newer picture is."""
    with seeing(actor) as community:
        stopped = Picture.objects.filter(community_id=community, stopped_at__isnull=False).exists()
    found = care.latest("insight.draw", community)
    if found is None or found[0] not in STATES:
        return DrawingView("stopped" if stopped else "idle")
    state, piece = STATES[found[0]], found[1]
    return DrawingView(state, piece.doing, piece.step, piece.steps, piece.share, piece.since)


def accuracy(actor: Actor) -> list[Accuracy]:
    """How often each conclusion was right on this community's own past."""
    with seeing(actor):
        return list(Accuracy.objects.order_by("name"))


def weeks_of(actor: Actor, identities: Collection[int]) -> list[tuple[int, int, int]]:
    """Days since 1970 of each week's Monday, messages and active days of somebody in that week, oldest first."""
    with seeing(actor) as community:
        rows = MemberDay.objects.filter(community_id=community, author__in=list(identities))
        days = rows.values_list("day").annotate(messages=Sum("messages")).order_by("day")
        weeks: dict[int, list[int]] = {}
        for day, messages in days:
            week = weeks.setdefault(day - (day + 3) % 7, [0, 0])
            week[0] += messages
            week[1] += 1
    return [(week, messages, active) for week, (messages, active) in weeks.items()]


def partners_of(actor: Actor, identities: Collection[int], limit: int = 8) -> list[tuple[int, float, float]]:
    """Identities somebody has most to do with: (identity, answers given, answers received), most first."""
    with seeing(actor) as community:
        mine = TieDay.objects.filter(community_id=community, author__in=list(identities))
        to: dict[int, float] = dict(mine.values_list("other").annotate(given=Sum("weight")).order_by("-given")[:50])
        theirs = TieDay.objects.filter(community_id=community, other__in=list(identities), author__in=list(to))
        back: dict[int, float] = dict(theirs.values_list("author").annotate(given=Sum("weight")))
    ranked = sorted(to, key=lambda other: -(to[other] + back.get(other, 0.0)))
    return [(other, to[other], back.get(other, 0.0)) for other in ranked[:limit]]
