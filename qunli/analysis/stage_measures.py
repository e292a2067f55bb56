"""What tells the stage of a community's life at a week, from its weekly counts until then."""

from __future__ import annotations

import numpy as np

from qunli.analysis.weekly import Floats, Weekly, smoothed

LOGGED = (
    "active_peak_share",
    "last_month_peak_share",
    "best_of_two_months_peak_share",
    "best_of_half_year_peak_share",
    "weeks_since_peak",
    "weeks_old",
    "peak_members",
    "ratio_to_8_weeks_before",
    "ratio_to_26_weeks_before",
    "ratio_to_52_weeks_before",
    "newcomers_peak_share",
    "newcomers_ratio_to_26_weeks_before",
    "first_half_ratio_to_second",
)
"""Measures kept as natural logarithms; `natural` undoes it."""
PLAIN = ("weeks_near_peak_share", "long_standing_share", "unsteadiness", "deepest_fall_recovered_share")
MEASURES = LOGGED + PLAIN
NEAR_PEAK = 0.8
YEAR, HALF_YEAR = 52, 26


def measure(weeks: Weekly) -> Floats:
    """One value for each of `MEASURES` at the last of `weeks` (at least one week).

    Activity is weekly active members smoothed over 8 weeks; "peak" is its highest value so far. `unsteadiness` is the
    standard deviation of its weekly log change over a year, `deepest_fall_recovered_share` the lowest share of the peak
    from which it came back to four fifths (1 if it never fell).
    """
    curve = smoothed(weeks.active)
    peak, now, size = float(curve.max()), float(curve[-1]), len(curve)
    since = int(np.argmax(curve[::-1] >= peak))
    arriving = smoothed(weeks.newcomers, HALF_YEAR)
    latest, before = weeks.newcomers[-HALF_YEAR:], weeks.newcomers[-YEAR:-HALF_YEAR]
    half = max(size // 2, 1)
    steps = np.diff(np.log(curve[-YEAR:] + 0.5))
    logged = [
        _ratio(now, peak),
        _ratio(weeks.active[-4:].mean(), peak),
        _ratio(curve[-8:].max(), peak),
        _ratio(curve[-HALF_YEAR:].max(), peak),
        np.log1p(since),
        np.log(size),
        np.log(peak + 0.3),
        *(_ratio(now, curve[max(size - 1 - lag, 0)]) for lag in (8, HALF_YEAR, YEAR)),
        _ratio(arriving[-1], arriving[min(13, size - 1) :].max(), 0.1),
        _ratio(latest.mean(), (before if len(before) else weeks.newcomers[:1]).mean(), 0.1),
        _ratio(curve[:half].mean(), curve[size // 2 :].mean()),
    ]
    plain = [
        float((curve[-YEAR:] >= NEAR_PEAK * peak).mean()),
        weeks.long_standing[-HALF_YEAR:].sum() / (weeks.active[-HALF_YEAR:].sum() + 1),
        float(steps.std()) if len(steps) > 2 else 0.2,
        deepest_fall_recovered(curve),
    ]
    return np.array([*logged, *plain])


def deepest_fall_recovered(curve: Floats) -> float:
    """The lowest share of the running peak after which the curve reached `NEAR_PEAK` of it again; 1 without a fall."""
    share = curve / np.maximum(np.maximum.accumulate(curve), 1e-9)
    near = np.flatnonzero(share >= NEAR_PEAK)
    return float(share[: near[-1] + 1].min()) if len(near) else 1.0


def natural(name: str, value: float) -> float:
    """A measure as people read it: a ratio, a number of weeks or members, a share."""
    if name == "weeks_since_peak":
        return round(float(np.expm1(value)), 4)
    if name == "peak_members":
        return round(float(np.exp(value) - 0.3), 4)
    return round(float(np.exp(value) if name in LOGGED else value), 4)


def _ratio(above: float, below: float, few: float = 0.5) -> float:
    """Log ratio of two counts, drawn to none where both are small."""
    return float(np.log((above + few) / (below + few)))
