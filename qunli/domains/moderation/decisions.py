"""Pure: what points come to, which step of the ladder they reach, what a report weighs, who may read an appeal."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from qunli.core.refusals import Conflict, Invalid
from qunli.core.words import _

DAY = 86_400.0
REPORTS_A_DAY = 10
TEXT_KEPT = 2_000
Self = tuple[str, int | None]
"""Kind and number of whoever acts."""


@dataclass(frozen=True)
class Counted:
    """Points as they were given."""

    points: float
    half_life: float
    at: datetime


@dataclass(frozen=True)
class Rung:
    """A step of the ladder: reached from `points` on."""

    points: float
    kind: str
    minutes: int


def points_now(given: Iterable[Counted], now: datetime) -> float:
    """What is left of points that fade by half every `half_life` days."""
    return sum(one.points * math.exp2(-max(0.0, (now - one.at).total_seconds()) / DAY / one.half_life) for one in given)


def rung(before: float, after: float, ladder: Sequence[Rung]) -> Rung | None:
    """The highest step that these points reach and those before did not; null when none is new."""
    crossed = [step for step in ladder if before < step.points <= after]
    return max(crossed, key=lambda step: step.points) if crossed else None


def reporter_weight(upheld: int, turned_down: int) -> float:
    """How far a member's reports have been right: Laplace's rule of succession, so nobody starts at nought or one."""
    return (upheld + 1) / (upheld + turned_down + 2)


def may_report(today: int) -> None:
    """Raises `Conflict` when somebody has reported enough for a day."""
    if today >= REPORTS_A_DAY:
        raise Conflict(_("You have reported ten messages today. Write to a moderator if there is more."))


def reason(given: str, limit: int = 500) -> str:
    """Raises `Invalid` when there is none."""
    text = " ".join(given.split())
    if not text:
        raise Invalid(_("Say why in a few words; the member reads it."), field="reason")
    return text[:limit]


def is_news(trigger: str, was: str, becomes: str) -> bool:
    """Whether the author learns something: not from a report in which nobody found anything wrong."""
    return not (trigger == "report" and (was, becomes) == ("waiting", "released"))


def appeal_due(now: datetime, days: int) -> datetime:
    """Until when a second reader has to answer."""
    return now + timedelta(days=days)


def second_reader(first: Self, reader: Collection[Self], person: Self) -> None:
    """Raises `Conflict` when whoever reads the appeal decided the case, or is the one it is about. A policy's own
    decision has no first reader. `reader`: as whom they act here, as a colleague and as a member."""
    if first in reader and first[0] in ("operator", "member"):
        raise Conflict(_("You decided this case yourself. Somebody else has to read the appeal."))
    if person in reader:
        raise Conflict(_("This case is about you. Somebody else has to read the appeal."))


def share(part: int, whole: int) -> float | None:
    """A share, or null when there is nothing to take it of."""
    return part / whole if whole else None
