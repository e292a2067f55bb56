"""The activity of a community week by week, counted back from the moment of the judgement."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DAY = 86_400
WEEK = 7 * DAY
SMOOTH = 8
"""Weeks over which activity is averaged; the definition of the stages rests on it."""
LONG_STANDING = 26


@dataclass(frozen=True)
class Weekly:
    """Counts of people a week, oldest first, up to `end` (s, UTC): `active` wrote, `newcomers` wrote for the first
    time, `long_standing` wrote and were first seen half a year before or earlier. The first week may be incomplete."""

    active: Floats
    newcomers: Floats
    long_standing: Floats
    end: int = 0

    @property
    def starts(self) -> Ints:
        """When each week begins (s, UTC)."""
        return self.end - WEEK * np.arange(len(self.active), 0, -1)

    def until(self, weeks: int) -> Weekly:
        """The first `weeks` weeks."""
        end = self.end - WEEK * (len(self.active) - weeks)
        return Weekly(self.active[:weeks], self.newcomers[:weeks], self.long_standing[:weeks], end)


def count(member_days: pl.DataFrame, end: int) -> Weekly:
    """Weeks until `end` (s, UTC) from member-days before it, as `History.member_days` gives them."""
    if not member_days.height:
        return of_visits(np.zeros(0, np.int64), np.zeros(0, np.int64), 0, end)
    today = (end - 1) // DAY + 1
    days = member_days["day"].to_numpy().astype(np.int64)
    member = member_days["author"].rank("dense").to_numpy().astype(np.int64) - 1
    weeks = int(today - days.min() - 1) // 7 + 1
    return of_visits(member, weeks - 1 - (today - 1 - days) // 7, weeks, today * DAY)


def of_visits(member: Ints, week: Ints, weeks: int, end: int = 0) -> Weekly:
    """Counts of `weeks` weeks from visits: member numbers from 0 and week numbers from 0; repeats do not matter."""
    if not weeks:
        nothing = np.zeros(0)
        return Weekly(nothing, nothing, nothing, end)
    pairs = np.unique(member * weeks + week)
    member, week = pairs // weeks, pairs % weeks
    first = np.full(int(member.max()) + 1 if len(member) else 0, weeks)
    np.minimum.at(first, member, week)
    age = week - first[member]

    def of(rows: NDArray[np.bool_]) -> Floats:
        return np.bincount(week[rows], minlength=weeks).astype(np.float64)

    return Weekly(of(age >= 0), of(age == 0), of(age >= LONG_STANDING), end)


def smoothed(values: Floats, weeks: int = SMOOTH) -> Floats:
    """The mean of each week and those before it, `weeks` in all, or as many as there are."""
    total = np.concatenate([[0.0], np.cumsum(values)])
    upper = np.arange(1, len(values) + 1)
    lower = np.maximum(upper - weeks, 0)
    return np.asarray((total[upper] - total[lower]) / (upper - lower))
