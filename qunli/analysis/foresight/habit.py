"""How much and how regularly each member writes."""

from __future__ import annotations

import numpy as np

from qunli.analysis.foresight.tables import LONG_BREAKS, Floats, Ints, Rows

HORIZONS = (3, 7, 14, 30, 60, 90, 180, 365)
HALF_LIVES = (7, 30, 120)
LAST_ROW = ("day", "first_day", "days_ever", "messages_ever", *(f"breaks_{long}" for long in LONG_BREAKS))


def counts(days: Rows, today: int, crowd: int) -> dict[str, Floats]:
    """messages_N and days_N (days with a message) of the last N days; weight_half_N: active days, each fading to a half
    in N days. `days`: rows of the last 365."""
    who, age = days["who"], today - days["day"]
    found: dict[str, Floats] = {}
    for span in HORIZONS:
        from_here = np.searchsorted(days["day"], today - span)
        found[f"messages_{span}"] = _sum(who[from_here:], days["messages"][from_here:], crowd)
        found[f"days_{span}"] = _sum(who[from_here:], None, crowd)
    for half in HALF_LIVES:
        found[f"weight_half_{half}"] = _sum(who, 0.5 ** (age / half), crowd)
    lately = np.searchsorted(days["day"], today - 90)
    found["channels_90"] = _sum(who[lately:], days["channels"][lately:], crowd)
    found["hours_90"] = _sum(who[lately:], np.bitwise_count(days["hours"][lately:]), crowd)
    return found


def rhythm(days: Rows, today: int, crowd: int) -> dict[str, Floats]:
    """Silence now and the silences before it, tenure, and in how many weeks and months they wrote. Nobody's values are
    NaN who wrote in the last 365 days."""
    who, age = days["who"], today - days["day"]
    last = np.full(crowd, -1)
    last[who] = np.arange(who.size)
    there = last >= 0
    known = {name: np.full(crowd, np.nan) for name in LAST_ROW}
    for name, values in known.items():
        values[there] = days[name][last[there]]
    tenure = today - known.pop("first_day")
    months, weeks = (_distinct(who, (age - 1) // span, crowd) for span in (30, 7))
    return _gaps(days, crowd) | {
        "silent_days": today - known.pop("day"),
        "tenure": tenure,
        **known,
        "weeks_12": _distinct(who[age <= 84], (age[age <= 84] - 1) // 7, crowd),
        "weeks_52": weeks,
        "months_share": months / np.clip(np.ceil(tenure / 30), 1, 13),
        "weeks_share": weeks / np.clip(np.ceil(tenure / 7), 1, 53),
    }


def _gaps(days: Rows, crowd: int) -> dict[str, Floats]:
    who, gap = days["who"], days["gap"].astype(float)
    count = np.maximum(_sum(who[gap > 0], None, crowd), 1)
    mean = _sum(who, gap, crowd) / count
    spread = np.sqrt(np.maximum(0, _sum(who, gap**2, crowd) / count - mean**2))
    longest = np.zeros(crowd)
    np.maximum.at(longest, who, gap)
    return {"gap_mean": mean, "gap_spread": spread, "gap_longest": longest}


def _distinct(who: Ints, what: Ints, crowd: int) -> Floats:
    seen = np.zeros((int(what.max(initial=0)) + 1, crowd), dtype=bool)
    seen[what, who] = True
    total: Floats = seen.sum(axis=0).astype(float)
    return total


def _sum(who: Ints, values: np.typing.ArrayLike | None, crowd: int) -> Floats:
    return np.bincount(who, None if values is None else np.asarray(values), crowd).astype(float)
