"""How good the risks of leaving were on a history's own past."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from qunli.analysis.foresight.line import Line
from qunli.analysis.history import History
from qunli.analysis.judgements import Judgement
from qunli.analysis.judgements.afterwards import usable, with_outcome
from qunli.analysis.judgements.measures import area_under_curve, expected_calibration_error
from qunli.analysis.leave import leaving

CALLED = 0.5
"""Risk from which a member is said to be leaving."""


def judge_leaving(history: History, cutoffs: Sequence[int], prior: Line | None = None) -> Judgement:
    """AUC and calibration of the risks against "no message in the next 90 days", all cutoffs together.

    The naive mark is the AUC of the time since the last message. A call is a member with a risk of one half or more;
    right when they wrote nothing. Cutoffs nearer to the end than 90 days are left out. `prior` as for `leaving`.
    """
    moments = usable(history, cutoffs)
    said = [with_outcome(history, leaving(history.until(cutoff), prior), cutoff) for cutoff in moments]
    every = pl.concat([frame.select("risk", "days", "silent") for frame in said]) if said else None
    if every is None or not every.height:
        return Judgement("leaving", "auc", None, None, 0, moments, None, 0, 0)
    risk = every["risk"].to_numpy()
    left = (every["days"] == 0).cast(pl.Float64).to_numpy()
    return Judgement(
        name="leaving",
        measure="auc",
        value=area_under_curve(risk, left),
        naive=area_under_curve(every["silent"].to_numpy(), left),
        cases=every.height,
        cutoffs=moments,
        calibration_error=expected_calibration_error(risk, left),
        right=int(left[risk >= CALLED].sum()),
        said=int(np.count_nonzero(risk >= CALLED)),
    )
