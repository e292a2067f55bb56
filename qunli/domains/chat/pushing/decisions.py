"""Pure: whom a message concerns, when they are told, and what is done with a push service's answer."""

from __future__ import annotations

import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

PAUSE = timedelta(seconds=60)
"""Between two notices of one group to one browser, unless it is something for the member: what comes in between is
told together."""
MOST_SEQS = 20
TRIES = 6
FAILURES = 10
"""Notices in a row that could not be brought, after which a browser is not tried any more."""
LONGEST_WAIT = 3600
Outcome = Literal["told", "gone", "again", "no"]


@dataclass(frozen=True)
class Quiet:
    """From and until are minutes of the day in the zone; equal ones are no hours at all."""

    start: int
    end: int
    zone: str

    def ends(self, now: datetime) -> datetime | None:
        """When the quiet that lasts at `now` is over; null when there is none."""
        local = now.astimezone(zoneinfo.ZoneInfo(self.zone))
        minute = local.hour * 60 + local.minute
        lasts = self.start <= minute < self.end if self.start <= self.end else minute >= self.start or minute < self.end
        if not lasts:
            return None
        left = (self.end - minute) % 1440
        over = local.replace(second=0, microsecond=0) + timedelta(minutes=left)
        return over.astimezone(now.tzinfo)


@dataclass(frozen=True)
class Heard:
    """A message as far as it matters for whom to tell: people, not identities."""

    seq: int
    author: int
    addressed: frozenset[int]
    announcement: bool


def urgency(said: Heard, person: int, level: str) -> int:
    """0: not to be told; 1: to be told together with others; 2: it is for the member, tell at once."""
    if said.author == person or level == "none":
        return 0
    if said.announcement:
        return 2
    if person in said.addressed and level in ("all", "mentions"):
        return 2
    return 1 if level == "all" else 0


def due(now: datetime, told_at: datetime | None, urgent: bool, quiet: Quiet | None) -> datetime:
    """When a notice goes out."""
    soonest = now if urgent or told_at is None else max(now, told_at + PAUSE)
    over = quiet.ends(soonest) if quiet else None
    return over or soonest


def outcome(status: int) -> Outcome:
    """What a push service's answer means (RFC 8030, 5 and 7.3; RFC 8292, 4.2). A key that it does not take is that of
    another subscription: the browser makes a new one at its next visit."""
    if 200 <= status < 300:
        return "told"
    if status in (400, 401, 403, 404, 410):
        return "gone"
    return "again" if status in (408, 429) or status >= 500 or status == 0 else "no"


def wait(attempts: int, asked: int | None) -> timedelta:
    """Before the next try; `asked` is what the service asked for, in seconds."""
    return timedelta(seconds=min(LONGEST_WAIT, max(asked or 0, 5 * 2 ** min(attempts, 10))))


def latest(seqs: Sequence[int]) -> list[int]:
    """Those that a notice keeps."""
    return sorted(set(seqs))[-MOST_SEQS:]
