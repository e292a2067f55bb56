"""With whom each member speaks, who answers, and whether these are still there."""

from __future__ import annotations

import numpy as np

from qunli.analysis.foresight.tables import Floats, Ints, Rows, Tables

SILENT = 14
"""Days without a message after which a partner counts as silent."""


def company(known: Tables, today: int, habits: dict[str, Floats]) -> dict[str, Floats]:
    """said_30 and heard_30 (answers given and got), partners_N, answerers_N, mutual_N (distinct people in N days),
    closest_share_N (share of answers given to the closest partner), and of the partners, weighted by answers:
    partners_silent_N (share silent), partners_days_N (their active days of the last 30), partners_tenure (log days).
    NaN where there is nobody."""
    silent = np.nan_to_num(habits["silent_days"], nan=np.inf) > SILENT
    lively = habits["days_30"]
    tenure = np.log1p(np.nan_to_num(habits["tenure"]))
    found: dict[str, Floats] = {}
    for span in (30, 90):
        ties = known.last(known.ties, today, span)
        who, whom, weight = _pairs(ties, known.crowd)
        given = np.bincount(who, weight, known.crowd).astype(float)
        if span == 30:
            found["said_30"], found["heard_30"] = given, np.bincount(whom, weight, known.crowd).astype(float)
        found[f"partners_{span}"] = np.bincount(who, minlength=known.crowd).astype(float)
        found[f"answerers_{span}"] = np.bincount(whom, minlength=known.crowd).astype(float)
        back = np.isin(whom * known.crowd + who, who * known.crowd + whom, assume_unique=True)
        found[f"mutual_{span}"] = np.bincount(who[back], minlength=known.crowd).astype(float)
        closest = np.zeros(known.crowd)
        np.maximum.at(closest, who, weight)
        with np.errstate(invalid="ignore", divide="ignore"):
            found[f"closest_share_{span}"] = closest / given
            found[f"partners_silent_{span}"] = np.bincount(who, weight * silent[whom], known.crowd) / given
            found[f"partners_days_{span}"] = np.bincount(who, weight * lively[whom], known.crowd) / given
            found["partners_tenure"] = np.bincount(who, weight * tenure[whom], known.crowd) / given
    return found


def _pairs(ties: Rows, crowd: int) -> tuple[Ints, Ints, Floats]:
    pairs, place = np.unique(ties["who"] * crowd + ties["whom"], return_inverse=True)
    weight = np.bincount(place, ties["weight"] / 100, pairs.size).astype(float)
    return pairs // crowd, pairs % crowd, weight
