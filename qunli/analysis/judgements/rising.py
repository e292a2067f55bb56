"""How good the choice of rising newcomers was on a history's own past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import polars as pl

from qunli.analysis.foresight.line import Line
from qunli.analysis.history import History
from qunli.analysis.judgements import Judgement
from qunli.analysis.judgements.afterwards import usable, with_outcome
from qunli.analysis.judgements.measures import foremost
from qunli.analysis.rise import rising


class Case(msgspec.Struct):
    """One cutoff: how many newcomers were judged, how many of them were called, and how many of these calls and of
    those of the naive mark were right; nothing was called among fewer than ten."""

    newcomers: int = 0
    calls: int = 0
    right: int = 0
    naive: int = 0


def judge_rising(history: History, cutoffs: Sequence[int], prior: Line | None = None) -> Judgement:
    """Share of the top tenth of newcomers by score who were in the top tenth by active days in the next 90 (then by
    messages), all cutoffs with ten newcomers or more together. What is still equal stands by author: the score must not
    decide who was right.

    The naive mark is the same share for the top tenth by messages in the last 30 days. A call is a newcomer in the top
    tenth by score. Cutoffs nearer to the end than 90 days are left out. `prior` as for `rising`.
    """
    return sum_up({cutoff: at(history, cutoff, prior) for cutoff in usable(history, cutoffs)})


def at(history: History, cutoff: int, prior: Line | None = None) -> Case:
    """What was said at one cutoff (s, UTC), and what came."""
    found = with_outcome(history, rising(history.until(cutoff), prior), cutoff).sort("author")
    if found.height < 10:
        return Case()
    called, came = _top(found, "score"), _top(found, "days", "messages")
    return Case(found.height, len(called), len(called & came), len(_top(found, "messages_30") & came))


def sum_up(cases: Mapping[int, Case]) -> Judgement:
    """All cutoffs together."""
    calls = sum(case.calls for case in cases.values())
    right = sum(case.right for case in cases.values())
    return Judgement(
        name="rising",
        measure="precision_at_tenth",
        value=right / calls if calls else None,
        naive=sum(case.naive for case in cases.values()) / calls if calls else None,
        cases=sum(case.newcomers for case in cases.values()),
        cutoffs=tuple(cases),
        calibration_error=None,
        right=right,
        said=calls,
    )


def _top(frame: pl.DataFrame, *by: str) -> set[int]:
    return foremost([frame[name].to_numpy() for name in by])
