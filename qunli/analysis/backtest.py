"""Replay a history: every conclusion judged at moments of its own past, beside a naive mark."""

from __future__ import annotations

from collections.abc import Callable

from qunli.analysis.history import History
from qunli.analysis.judgements import Judgement
from qunli.analysis.judgements.leaving import judge_leaving
from qunli.analysis.judgements.receptive import judge_receptive
from qunli.analysis.judgements.rising import judge_rising
from qunli.analysis.judgements.split import judge_split
from qunli.analysis.judgements.stage import judge_stage

DAY = 86_400
WARM_UP = 120 * DAY
"""Seconds of history a conclusion may look back on before it is judged for the first time."""
AHEAD = 90 * DAY
EVERY = 60 * DAY
MOST = 12
SPLITS = 3
"""Moments at which splitting is judged; each parts the whole community anew."""


def cutoffs(history: History, most: int = MOST) -> list[int]:
    """Moments (s, UTC) at which to judge: 60 days apart, the latest 90 days before the end, `most` at most, oldest
    first; none in a history shorter than 210 days."""
    if not history.member_days.height:
        return []
    first = int(history.member_days["first_ts"].min())  # type: ignore[arg-type]
    latest = (history.end - AHEAD) // DAY * DAY
    moments = range(latest, first + WARM_UP, -EVERY)
    return sorted(moments[:most])


def backtest(history: History, heard: Callable[[str], None] | None = None) -> list[Judgement]:
    """Every judgement there is; `heard` is told the name of each before it is made."""
    moments = cutoffs(history)
    judges: dict[str, Callable[[], Judgement]] = {
        "leaving": lambda: judge_leaving(history, moments),
        "rising": lambda: judge_rising(history, moments),
        "receptive_hours": lambda: judge_receptive(history, moments),
        "life_cycle": lambda: judge_stage(history),
        "split": lambda: judge_split(history, moments[-SPLITS:]),
    }
    made = []
    for name, judge in judges.items():
        if heard:
            heard(name)
        made.append(judge())
    return made
