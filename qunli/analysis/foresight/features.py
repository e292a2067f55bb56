"""What is known of each active member at a moment, as numbers that mean the same in every community."""

from __future__ import annotations

import numpy as np

from qunli.analysis.foresight.company import company
from qunli.analysis.foresight.habit import counts, rhythm
from qunli.analysis.foresight.tables import Floats, Ints, Rows, Tables

YEAR = 365
AHEAD = 90
"""Days that conclusions look ahead."""
ACTIVE_DAYS, ACTIVE_MESSAGES = 30, 3
"""Members are active with so many messages in so many days."""
USUAL_LEAVING, USUAL_LEAVING_WEIGHT = 0.3, 10
"""Share of active members who leave in a community of which nothing is known yet, and its weight in members."""


def describe(known: Tables, today: int, who: Ints | None = None) -> tuple[Ints, dict[str, Floats]]:
    """Members active at the start of day `today` (their numbers, ascending; or just `who`) and for each feature one
    value a member. Only rows of earlier days are looked at."""
    days = known.last(known.days, today, YEAR)
    habits = counts(days, today, known.crowd) | rhythm(days, today, known.crowd)
    active = np.flatnonzero(habits["messages_30"] >= ACTIVE_MESSAGES)
    chosen = active if who is None else who
    everybody = habits | company(known, today, habits)
    table = {name: values[chosen].astype(float) for name, values in everybody.items()}
    table |= _ratios(table)
    around = _around(days, today, known.crowd, habits, active)
    return chosen, table | {name: np.full(chosen.size, value) for name, value in around.items()}


def came_of(known: Tables, today: int, who: Ints) -> Floats:
    """On how many of the `AHEAD` days from `today` on each of `who` wrote."""
    first, after = np.searchsorted(known.days["day"], (today, today + AHEAD))
    written = np.bincount(known.days["who"][first:after], minlength=known.crowd)
    days: Floats = written[who].astype(float)
    return days


def _ratios(table: dict[str, Floats]) -> dict[str, Floats]:
    usual, longest = np.maximum(table["gap_mean"], 1), np.maximum(table["gap_longest"], 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "silent_over_usual": table["silent_days"] / usual,
            "silent_over_longest": table["silent_days"] / longest,
            "days_per_tenure": table["days_ever"] / table["tenure"],
            "days_30_share_90": table["days_30"] / table["days_90"],
            "days_7_share_30": table["days_7"] / table["days_30"],
            "days_90_share_365": table["days_90"] / table["days_365"],
            "messages_a_day_30": table["messages_30"] / table["days_30"],
            "messages_7_share_30": table["messages_7"] / table["messages_30"],
            "channels_a_day_90": table["channels_90"] / table["days_90"],
            "hours_a_day_90": table["hours_90"] / table["days_90"],
            "answered_share_30": table["heard_30"] / table["messages_30"],
            "alive": _alive(table),
        }


def _alive(table: dict[str, Floats]) -> Floats:
    """Chance of not having left for good, of one with this many active days and this silence, in the manner of the
    beta-geometric model (Fader, Hardie and Lee 2005) with fixed parameters."""
    seen = np.minimum(table["tenure"], YEAR)
    stretch = (seen + 20) / np.maximum(seen - table["silent_days"] + 20, 1)
    active = table["days_365"]
    with np.errstate(over="ignore"):
        chance: Floats = 1 / (1 + 0.6 / (2 + active) * stretch ** (0.5 + active))
    return chance


def _around(days: Rows, today: int, crowd: int, habits: dict[str, Floats], active: Ints) -> dict[str, float]:
    """The community itself: how many of its active members left before, how it changes, how regular its members are."""
    then, left = 0, 0
    for back in (AHEAD, 2 * AHEAD, 3 * AHEAD):
        before = _messages(days, today - back - ACTIVE_DAYS, today - back, crowd) >= ACTIVE_MESSAGES
        after = _messages(days, today - back, today - back + AHEAD, crowd) > 0
        then, left = then + int(before.sum()), left + int((before & ~after).sum())
    writers = {span: max(1, int(np.count_nonzero(habits[f"days_{span}"]))) for span in (30, 90, YEAR)}
    return {
        "base_rate": (left + USUAL_LEAVING * USUAL_LEAVING_WEIGHT) / (then + USUAL_LEAVING_WEIGHT),
        "crowd_30_90": writers[30] / writers[90],
        "crowd_90_365": writers[90] / writers[YEAR],
        "days_mean": float(habits["days_30"][active].mean()) if active.size else 0.0,
        "crowd_active": float(active.size),
        "age_known": float(np.nanmax(habits["tenure"], initial=0)),
    }


def _messages(days: Rows, first_day: int, after: int, crowd: int) -> Floats:
    start, end = np.searchsorted(days["day"], (first_day, after))
    total: Floats = np.bincount(days["who"][start:end], days["messages"][start:end], crowd).astype(np.float64)
    return total
