"""How good the risks of leaving were on a history's own past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from qunli.analysis.foresight.line import Line
from qunli.analysis.history import History
from qunli.analysis.judgements import Judgement
from qunli.analysis.judgements.afterwards import usable, with_outcome
from qunli.analysis.judgements.measures import area_under_curve, expected_calibration_error
from qunli.analysis.leave import leaving

CALLED = 0.5
"""Risk from which a member is said to be leaving."""


class Case(msgspec.Struct):
    """One cutoff: the risk said of each member, their active days in the next 90 and seconds of silence before."""

    risk: list[float]
    days: list[float]
    silent: list[float]


def judge_leaving(history: History, cutoffs: Sequence[int], prior: Line | None = None) -> Judgement:
    """AUC and calibration of the risks against "no message in the next 90 days", all cutoffs together.

    The naive mark is the AUC of the time since the last message. A call is a member with a risk of one half or more;
    right when they wrote nothing. Cutoffs nearer to the end than 90 days are left out. `prior` as for `leaving`.
    """
    return sum_up({cutoff: at(history, cutoff, prior) for cutoff in usable(history, cutoffs)})


def at(history: History, cutoff: int, prior: Line | None = None) -> Case:
    """What was said at one cutoff (s, UTC), and what came."""
    found = with_outcome(history, leaving(history.until(cutoff), prior), cutoff)
    return Case(found["risk"].to_list(), found["days"].to_list(), found["silent"].to_list())


def sum_up(cases: Mapping[int, Case]) -> Judgement:
    """All cutoffs together."""
    moments = tuple(cases)
    risk, days, silent = (
        np.array([value for case in cases.values() for value in getattr(case, name)], dtype=np.float64)
        for name in Case.__struct_fields__
    )
    if not len(risk):
        return Judgement("leaving", "auc", None, None, 0, moments, None, 0, 0)
    left = (days == 0).astype(np.float64)
    return Judgement(
        name="leaving",
        measure="auc",
        value=area_under_curve(risk, left),
        naive=area_under_curve(silent, left),
        cases=len(risk),
        cutoffs=moments,
        calibration_error=expected_calibration_error(risk, left),
        right=int(left[risk >= CALLED].sum()),
        said=int(np.count_nonzero(risk >= CALLED)),
    )
