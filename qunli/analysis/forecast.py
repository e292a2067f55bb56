"""Weekly active members in the next eight weeks."""

from __future__ import annotations

import numpy as np
import polars as pl

from qunli.analysis.weekly import WEEK, Floats, Weekly

AHEAD = 8
LEVEL_WEEKS = 4
"""A level of four weeks erred least; every trend, damped or not, erred more (docs/research/stage-and-hours.md)."""
LOOKS_BACK = 104
ENOUGH_LOOKS = 26
LOW, HIGH = 0.1, 0.9
SPREAD_A_WEEK = 0.02
"""Variance of log activity that a week adds, taken where a history is too short to show its own; wide on purpose."""


def forecast(weeks: Weekly) -> pl.DataFrame:
    """Frame start (s, UTC), active, low, high: people expected each week, and between which counts at least four weeks
    in five end up.

    The level of the last four weeks goes on. The interval is what the same forecast missed by, at the same distance, at
    every week of the last two years; before half a year of such misses it is that of counts by chance (Poisson) around
    a wandering level. Empty without any week.
    """
    if not len(weeks.active):
        return pl.DataFrame(schema={"start": pl.Int64, "active": pl.Float64, "low": pl.Float64, "high": pl.Float64})
    level = _level(weeks.active)
    low, high = _misses(weeks.active, level)
    return pl.DataFrame(
        {
            "start": weeks.end + WEEK * np.arange(AHEAD),
            "active": np.full(AHEAD, float(np.expm1(level))),
            "low": np.maximum(np.expm1(level + low), 0),
            "high": np.expm1(level + high),
        }
    )


def _level(active: Floats) -> float:
    return float(np.log1p(active[-LEVEL_WEEKS:].mean()))


def _misses(active: Floats, level: float) -> tuple[Floats, Floats]:
    """Log misses for each week ahead that one in ten is below, and one in ten above."""
    moments = range(max(LEVEL_WEEKS, len(active) - AHEAD - LOOKS_BACK + 1), len(active) - AHEAD + 1)
    if len(moments) < ENOUGH_LOOKS:
        spread = 1.2816 * np.sqrt(np.exp(-level) + SPREAD_A_WEEK * np.arange(1, AHEAD + 1))
        return -spread, spread
    missed = np.stack([np.log1p(active[at : at + AHEAD]) - _level(active[:at]) for at in moments])
    return np.quantile(missed, LOW, axis=0), np.quantile(missed, HIGH, axis=0)
