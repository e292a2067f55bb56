"""Where a community stands in its life, whether it can earn now, and what the next weeks will bring."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypedDict

import numpy as np
import polars as pl

from qunli.analysis import stage_model, weekly
from qunli.analysis.forecast import forecast
from qunli.analysis.history import History
from qunli.analysis.stage_measures import MEASURES, measure, natural
from qunli.analysis.stage_model import STAGES
from qunli.analysis.weekly import SMOOTH, WEEK, Floats, Weekly, smoothed

MONTH = 4
"""Weeks from one look back to the next."""
SURE = 0.5
HEARD = 0.5
"""The window is called open from this chance on, and only where the forest is trusted at least this much."""
REASONS_GIVEN = 5
STEPS = 9


class Reason(TypedDict):
    """As a row of `reasons.REASONS`: `usual` is the median of communities in the stage named."""

    measure: str
    value: float
    usual: float


@dataclass(frozen=True)
class Turn:
    """What would change the answer: were weekly active members `active` for eight weeks, it would be called `stage`."""

    stage: str
    active: float


@dataclass(frozen=True)
class Era:
    """A run of months called the same, each as judged at the time; `start` and `end` in seconds UTC."""

    stage: str
    window_open: bool
    start: int
    end: int


@dataclass(frozen=True)
class Stage:
    """One of `STAGES` and how sure that is.

    `probabilities` sum to 1, each stage taken as equally likely beforehand; `window_open`: late growth or maturity is
    likelier than not (`window_chance`); `since`: from when on it has been called so without a break (s, UTC);
    `evidence`: weightiest first; `turns`: what would change the name; `eras`: the past as judged at the time. `weekly`:
    start (s, UTC), active, smoothed (people a week, last 8 weeks' mean). `forecast`: start, active, low, high for the
    next eight weeks; four weeks in five end up between low and high.
    """

    name: str
    probabilities: dict[str, float]
    window_open: bool
    window_chance: float
    since: int | None
    evidence: tuple[Reason, ...]
    turns: tuple[Turn, ...]
    eras: tuple[Era, ...]
    weekly: pl.DataFrame = field(repr=False, compare=False)
    forecast: pl.DataFrame = field(repr=False, compare=False)

    @property
    def windows(self) -> tuple[tuple[int, int], ...]:
        """When the earning window was open, as judged at the time: (start, end) in seconds UTC."""
        spans: list[tuple[int, int]] = []
        for era in self.eras:
            if era.window_open and spans and spans[-1][1] == era.start:
                spans[-1] = (spans[-1][0], era.end)
            elif era.window_open:
                spans.append((era.start, era.end))
        return tuple(spans)


def life_cycle(past: History) -> Stage:
    """The stage at `past.end`, from people's weekly activity; programs are left out.

    The stages are those of hindsight on weekly active members smoothed over 8 weeks with final peak P: creation until a
    quarter of P is first reached, growth until four fifths, maturity until the last week at four fifths, recession
    after. P is not known yet, so this is a guess at how the future compares with the best so far: a forest of
    randomized trees over measures of the curve, trained on invented life cycles. Young or small communities get
    probabilities near even and a closed window.
    """
    weeks = weekly.count(past.member_days, past.end)
    if not len(weeks.active):
        return _unknown(weeks)
    size = len(weeks.active)
    moments = [*range(size, 0, -MONTH)][::-1]
    rows = np.stack([measure(weeks.until(known)) for known in moments])
    phases = stage_model.weighed(rows)
    chances = stage_model.stages(phases)
    window = stage_model.window(phases)
    heard = stage_model.confidence(rows) >= HEARD
    name = STAGES[int(chances[-1].argmax())]
    eras = _eras(weeks, moments, chances.argmax(axis=1), (window > SURE) & heard)
    return Stage(
        name=name,
        probabilities=dict(zip(STAGES, map(float, chances[-1]), strict=True)),
        window_open=eras[-1].window_open,
        window_chance=float(window[-1]),
        since=_since(eras, name),
        evidence=_evidence(rows[-1], name),
        turns=_turns(weeks, name),
        eras=eras,
        weekly=_frame(weeks),
        forecast=forecast(weeks),
    )


def _unknown(weeks: Weekly) -> Stage:
    even = dict.fromkeys(STAGES, 1 / len(STAGES))
    return Stage(STAGES[0], even, False, 0.0, None, (), (), (), _frame(weeks), forecast(weeks))


def _frame(weeks: Weekly) -> pl.DataFrame:
    return pl.DataFrame(
        {"start": weeks.starts, "active": weeks.active, "smoothed": smoothed(weeks.active)},
        schema={"start": pl.Int64, "active": pl.Float64, "smoothed": pl.Float64},
    )


def _eras(weeks: Weekly, moments: list[int], named: np.ndarray, is_open: np.ndarray) -> tuple[Era, ...]:
    """Each judgement stands for the weeks since the one before it."""
    first = weeks.end - WEEK * len(weeks.active)
    eras: list[Era] = []
    for known, stage, window in zip(moments, named, is_open, strict=True):
        end, name, shown = first + WEEK * known, STAGES[int(stage)], bool(window)
        if eras and (eras[-1].stage, eras[-1].window_open) == (name, shown):
            eras[-1] = Era(name, shown, eras[-1].start, end)
        else:
            eras.append(Era(name, shown, eras[-1].end if eras else first, end))
    return tuple(eras)


def _since(eras: tuple[Era, ...], name: str) -> int:
    start = eras[-1].start
    for era in reversed(eras):
        if era.stage != name:
            break
        start = era.start
    return start


def _evidence(row: Floats, name: str) -> tuple[Reason, ...]:
    """Measures that speak for the name: how much its chance falls when one is replaced by what is usual anywhere."""
    usual = stage_model.trained().usual
    replaced = np.tile(row, (len(row) + 1, 1))
    replaced[np.arange(len(row)), np.arange(len(row))] = usual["any"]
    chance = stage_model.stages(stage_model.weighed(replaced))[:, STAGES.index(name)]
    weight = chance[-1] - chance[:-1]
    order = [at for at in np.argsort(-weight, kind="stable")[:REASONS_GIVEN] if weight[at] > 0]
    return tuple(
        Reason(measure=MEASURES[at], value=natural(MEASURES[at], row[at]), usual=natural(MEASURES[at], usual[name][at]))
        for at in order
    )


def _turns(weeks: Weekly, name: str) -> tuple[Turn, ...]:
    """The nearest activity above and below that would, held for eight weeks, bring another name."""
    curve = smoothed(weeks.active)
    now = max(float(curve[-1]), 1.0)
    highest = max(3 * now, 1.3 * float(curve.max()))
    found = []
    for levels in (np.linspace(0.9, 0.1, STEPS) * now, np.geomspace(1.1 * now, highest, 2 * STEPS)):
        rows = np.stack([measure(_held(weeks, float(level))) for level in levels])
        called = stage_model.stages(stage_model.weighed(rows)).argmax(axis=1)
        other = np.flatnonzero(called != STAGES.index(name))
        if len(other):
            found.append(Turn(STAGES[int(called[other[0]])], round(float(levels[other[0]]), 1)))
    return tuple(found)


def _held(weeks: Weekly, level: float) -> Weekly:
    """Eight weeks more at `level`, with newcomers and the long-standing in their present proportion."""
    recent = slice(-SMOOTH, None)
    total = max(float(weeks.active[recent].sum()), 1.0)

    def go_on(counts: Floats) -> Floats:
        return np.concatenate([counts, np.full(SMOOTH, level * float(counts[recent].sum()) / total)])

    active = np.concatenate([weeks.active, np.full(SMOOTH, level)])
    return Weekly(active, go_on(weeks.newcomers), go_on(weeks.long_standing), weeks.end + SMOOTH * WEEK)
