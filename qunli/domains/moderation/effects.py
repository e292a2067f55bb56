"""Pure: what a rule did, as far as counts before and after can tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WINDOW = 14
"""Days before and after a change that are compared."""
LEAST = 5
"""Other moments that are needed to say how usual a change is."""


@dataclass(frozen=True)
class Change:
    """A day's mean in the days before and after. `ratio` is after by before. `usual`: the share of other moments
    without a change of policies at which the ratio moved at least as far from one; null when there were too few."""

    before: float
    after: float
    ratio: float | None
    usual: float | None
    moments: int


def effect(by_day: Mapping[int, int], day: int, changes: Sequence[int]) -> Change | None:
    """Of what came into force on `day` (UTC, since 1970), `changes` being all such days. Null while fewer than
    `WINDOW` whole days lie on either side. A comparison with the community's other times, not an experiment: what else
    happened in those days is in it."""
    here = _means(by_day, day)
    if here is None:
        return None
    before, after = here
    ratio = after / before if before else None
    others = [
        pair[1] / pair[0]
        for other in sorted(by_day)
        if all(abs(other - change) >= WINDOW for change in changes) and (pair := _means(by_day, other)) and pair[0]
    ]
    usual = None
    if ratio is not None and len(others) >= LEAST:
        usual = sum(_distance(other) >= _distance(ratio) for other in others) / len(others)
    return Change(before, after, ratio, usual, len(others))


def _means(by_day: Mapping[int, int], day: int) -> tuple[float, float] | None:
    before = [by_day[one] for one in range(day - WINDOW, day) if one in by_day]
    after = [by_day[one] for one in range(day + 1, day + WINDOW + 1) if one in by_day]
    if len(before) < WINDOW or len(after) < WINDOW:
        return None
    return sum(before) / WINDOW, sum(after) / WINDOW


def _distance(ratio: float) -> float:
    return max(ratio, 1 / ratio) if ratio > 0 else float("inf")
