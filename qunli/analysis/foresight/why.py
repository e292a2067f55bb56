"""Which measures speak loudest for a member, in words an operator knows."""

from __future__ import annotations

import numpy as np
import polars as pl

from qunli.analysis.foresight.line import Line
from qunli.analysis.foresight.tables import Floats
from qunli.analysis.reasons import REASONS

MOST, LEAST_SHARE = 4, 0.12
"""At most so many reasons, after the second only such as carry this share of the member's difference."""

SHOWN = {
    "silent_days": "silent_days",
    "usual_gap_days": "gap_mean",
    "active_days_7": "days_7",
    "active_days_30": "days_30",
    "active_days_90": "days_90",
    "active_days_365": "days_365",
    "active_days_ever": "days_ever",
    "messages_30": "messages_30",
    "recent_share_of_days": "days_30_share_90",
    "tenure_days": "tenure",
    "long_breaks": "breaks_30",
    "partners_30": "partners_30",
    "answered_share": "answered_share_30",
    "partners_silent_share": "partners_silent_30",
}
"""Every measure that a reason of leaving or rising can name, and the feature shown as its value."""

FAMILIES = (
    ("silent_days", "silent_days silent_over_longest silent_over_usual alive days_3 messages_3"),
    ("usual_gap_days", "gap_mean gap_spread gap_longest"),
    ("active_days_7", "days_7 weight_half_7 messages_7 messages_7_share_30 days_7_share_30"),
    ("active_days_30", "days_14 days_30 weight_half_30 hours_a_day_90 channels_a_day_90"),
    ("active_days_90", "days_60 days_90 weeks_12 weight_half_120 messages_60 messages_90"),
    ("active_days_365", "days_180 days_365 weeks_52 months_share weeks_share messages_180 messages_365"),
    ("active_days_ever", "days_ever messages_ever"),
    ("messages_30", "messages_14 messages_30 messages_a_day_30"),
    ("recent_share_of_days", "days_30_share_90 days_90_share_365"),
    ("tenure_days", "tenure days_per_tenure"),
    ("long_breaks", "breaks_30 breaks_90"),
    ("partners_30", "partners_30 partners_90 answerers_30 answerers_90 mutual_30 mutual_90 said_30"),
    ("answered_share", "answered_share_30 heard_30 closest_share_30 closest_share_90"),
    (
        "partners_silent_share",
        "partners_silent_30 partners_silent_90 partners_days_30 partners_days_90 partners_tenure",
    ),
)
"""Features that tell much the same, under the measure that stands for them: alone, none of them has a meaning."""


def reasons(line: Line, columns: Floats, table: dict[str, Floats]) -> pl.Series:
    """For each member the measures that move the line's value most away from that of the median member, in the
    direction in which the member differs; `usual` is the median among `table`'s members."""
    if not len(columns):
        return pl.Series("reasons", [], REASONS)
    pushes = (columns - np.median(columns, axis=0)) * line.weights
    names = np.array(list(line.names()))
    by_measure = np.column_stack([pushes[:, np.isin(names, members.split())].sum(axis=1) for _, members in FAMILIES])
    by_measure *= np.where(by_measure.sum(axis=1, keepdims=True) < 0, -1, 1)
    usual = {measure: _median(table[SHOWN[measure]]) for measure, _ in FAMILIES}
    return pl.Series("reasons", [_of(row, place, table, usual) for place, row in enumerate(by_measure)], REASONS)


def _of(pushes: Floats, place: int, table: dict[str, Floats], usual: dict[str, float]) -> list[dict[str, object]]:
    order = np.argsort(-pushes, kind="stable")[:MOST]
    least = LEAST_SHARE * pushes[pushes > 0].sum()
    told = [i for rank, i in enumerate(order) if rank < 2 or pushes[i] > least]
    found = []
    for index in told:
        measure = FAMILIES[index][0]
        value = float(np.nan_to_num(table[SHOWN[measure]][place]))
        found.append({"measure": measure, "value": round(value, 3), "usual": round(usual[measure], 3)})
    return found


def _median(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(np.median(known)) if known.size else 0.0
