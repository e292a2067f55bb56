"""What the console shows of the background: what is under way, what waits, and what needs a person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from qunli.core.models import Lane, Work


@dataclass(frozen=True)
class Piece:
    """A piece of work. `what` names the task; while it is under way, `doing` names step `step` of `steps`, of which
    `share` (0 to 1) is done, and `since` is when it was begun. Of what waits, `since` is when it is due and `error` why
    the last try failed, if it did."""

    id: int
    what: str
    community: int
    doing: str
    step: int
    steps: int
    share: float
    since: datetime
    attempts: int
    error: str


@dataclass(frozen=True)
class Stuck:
    """`kind` is "work" or "lane"; `what` names the task or handler."""

    kind: str
    id: int
    what: str
    community: int
    attempts: int
    error: str
    since: datetime


def under_way(communities: Collection[int]) -> list[Piece]:
    """What workers are doing in these communities (0: outside any), oldest first."""
    rows = _at_hand(Work.objects.filter(community_id__in=communities))
    return [_piece(row, row.begun_at or row.due) for row in rows.order_by("begun_at", "id")]


def waiting(communities: Collection[int], limit: int = 20) -> tuple[list[Piece], int]:
    """What is in line in these communities, next first, `limit` pieces at most, and how many there are."""
    rows = Work.objects.filter(community_id__in=communities, state=Work.State.WAITING).exclude(
        leased_until__gte=timezone.now()
    )
    return [_piece(row, row.due) for row in rows.order_by("due", "id")[:limit]], rows.count()


def latest(task: str, community: int) -> tuple[str, Piece] | None:
    """The last piece of this task that somebody began or that is in line, and its state: "under_way", "waiting",
    "parked", "stopped" or "done"; null when there is none."""
    mine = Work.objects.filter(task=task, community_id=community)
    row = _at_hand(mine).first() or mine.order_by("-id").first()
    if row is None:
        return None
    held = row.leased_until is not None and row.leased_until >= timezone.now()
    state = "under_way" if row.state == Work.State.WAITING and held else str(row.state)
    return state, _piece(row, row.begun_at or row.due)


def stuck_count() -> int:
    """How many pieces wait for a person."""
    return Work.objects.filter(state=Work.State.PARKED).count() + Lane.objects.filter(parked=True).count()


def stuck() -> list[Stuck]:
    """Everything that waits for a person, oldest first."""
    parked = Work.objects.filter(state=Work.State.PARKED)
    held = Lane.objects.filter(parked=True)
    found = [Stuck("work", row.id, row.task, row.community_id, row.attempts, row.error, row.due) for row in parked]
    found += [Stuck("lane", row.id, row.handler, row.community_id, row.attempts, row.error, row.due) for row in held]
    return sorted(found, key=lambda one: one.since)


def _at_hand(rows: QuerySet[Work]) -> QuerySet[Work]:
    return rows.filter(state=Work.State.WAITING, leased_until__gte=timezone.now())


def _piece(row: Work, since: datetime) -> Piece:
    return Piece(
        id=row.id,
        what=row.task,
        community=row.community_id,
        doing=row.doing,
        step=row.step,
        steps=row.steps,
        share=row.share,
        since=since,
        attempts=row.attempts,
        error=row.error,
    )
