"""How good the choice of rising newcomers was on a history's own past."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from qunli.analysis.foresight.line import Line
from qunli.analysis.history import History
from qunli.analysis.judgements import Judgement
from qunli.analysis.judgements.afterwards import usable, with_outcome
from qunli.analysis.judgements.measures import foremost
from qunli.analysis.rise import rising


def judge_rising(history: History, cutoffs: Sequence[int], prior: Line | None = None) -> Judgement:
    """Share of the top tenth of newcomers by score who were in the top tenth by active days in the next 90 (then by
    messages), all cutoffs with ten newcomers or more together.

    The naive mark is the same share for the top tenth by messages in the last 30 days. A call is a newcomer in the top
    tenth by score. Cutoffs nearer to the end than 90 days are left out. `prior` as for `rising`.
    """
    moments = usable(history, cutoffs)
    said = [with_outcome(history, rising(history.until(cutoff), prior), cutoff) for cutoff in moments]
    judged = [frame for frame in said if frame.height >= 10]
    calls = sum(len(_top(frame, "score")) for frame in judged)
    right = sum(len(_top(frame, "score") & _top(frame, "days", "messages")) for frame in judged)
    naive = sum(len(_top(frame, "messages_30") & _top(frame, "days", "messages")) for frame in judged)
    return Judgement(
        name="rising",
        measure="precision_at_tenth",
        value=right / calls if calls else None,
        naive=naive / calls if calls else None,
        cases=sum(frame.height for frame in judged),
        cutoffs=moments,
        calibration_error=None,
        right=right,
        said=calls,
    )


def _top(frame: pl.DataFrame, *by: str) -> set[int]:
    return foremost([frame[name].to_numpy() for name in by])
