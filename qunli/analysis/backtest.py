"""Replay a history: every conclusion judged at moments of its own past, beside a naive mark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

from qunli.analysis.contents import Contents
from qunli.analysis.history import History
from qunli.analysis.judgements import Judgement, leaving, receptive, rising, split
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


class Kept(Protocol):
    """Where results are kept, so that a replay that was broken off goes on from there; none of them names anybody."""

    def get(self, key: str) -> bytes | None:
        """What was put under this key, or null."""
        ...

    def put(self, key: str, result: bytes) -> None:
        """Keep it."""
        ...


class Nowhere:
    """Keeps nothing."""

    def get(self, key: str) -> bytes | None:
        """Null."""
        return None

    def put(self, key: str, result: bytes) -> None:
        """Nothing."""


@dataclass(frozen=True)
class Judge:
    """One conclusion's judge: a case at each cutoff, then all of them summed up."""

    name: str
    case: type[Any]
    at: Callable[[History, int], Any]
    sum_up: Callable[[Mapping[int, Any]], Judgement]
    latest: int = MOST
    """How many of the cutoffs, the latest ones, it is asked about."""


JUDGES = (
    Judge("leaving", leaving.Case, leaving.at, leaving.sum_up),
    Judge("rising", rising.Case, rising.at, rising.sum_up),
    Judge("receptive_hours", receptive.Case, receptive.at, receptive.sum_up),
    Judge("split", split.Case, split.at, split.sum_up, SPLITS),
)
STAGE = "life_cycle"
ORDER = ("leaving", "rising", "receptive_hours", STAGE, "split")


def backtest(
    history: History, heard: Callable[[str, float], None] | None = None, kept: Kept | None = None
) -> list[Judgement]:
    """Every judgement there is. `heard` is told the name of what is judged next and how far the whole is, from 0 to 1;
    what it raises ends the replay. What is in `kept` is not done again; the key says which history, moment and edition
    of the conclusions a result belongs to."""
    tell, held = heard or _silent, Contents(history)
    store = Nowhere() if kept is None else kept
    moments = cutoffs(history)
    steps = [(judge, moment) for judge in JUDGES for moment in moments[-judge.latest :]]
    cases: dict[str, dict[int, Any]] = {judge.name: {} for judge in JUDGES}
    for done, (judge, moment) in enumerate(steps):
        tell(judge.name, done / (len(steps) + 1))
        key = f"{judge.name}@{moment}:{held.until((moment + AHEAD) // DAY)}"
        case = _known(store.get(key), judge.case)
        if case is None:
            case = judge.at(history, moment)
            store.put(key, msgspec.msgpack.encode(case))
        cases[judge.name][moment] = case
    tell(STAGE, len(steps) / (len(steps) + 1))
    made = {judge.name: judge.sum_up(cases[judge.name]) for judge in JUDGES}
    made[STAGE] = judge_stage(history)
    return [made[name] for name in ORDER]


def _known(stored: bytes | None, case: type[Any]) -> Any:
    """The case, or null when nothing is stored that is one."""
    try:
        return None if stored is None else msgspec.msgpack.decode(stored, type=case)
    except msgspec.DecodeError:
        return None


def _silent(_name: str, _done: float) -> None:
    return
