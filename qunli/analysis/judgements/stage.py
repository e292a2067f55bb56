"""How often the stage was called rightly on a history's own past, seen from its end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qunli.analysis import stage_model, weekly
from qunli.analysis.history import History
from qunli.analysis.judgements import Judgement
from qunli.analysis.stage_model import STAGES
from qunli.analysis.weekly import WEEK, Floats, Weekly, smoothed

Ints = NDArray[np.int64]

QUARTER, HALF, FOUR_FIFTHS = 0.25, 0.5, 0.8
UNJUDGED = 26
"""Last weeks that hindsight cannot judge yet."""
FIRST = 5
MONTH = 4
RECESSION = STAGES.index("recession")


@dataclass(frozen=True)
class Called:
    """Months of one community: how much was known (`weeks`), the stage as hindsight sees it (`true`), as it was called
    (`said`) and as a rule of thumb calls it (`naive`), all numbers into `STAGES`; `chances` are months by stages."""

    weeks: Ints
    true: Ints
    said: Ints
    naive: Ints
    chances: Floats


def judge_stage(history: History) -> Judgement:
    """Balanced accuracy of the stage called every four weeks, from the fifth week to half a year before the end.

    The naive mark is a rule of thumb: below seven tenths of the best so far is recession, else growth when activity
    rose by a tenth in half a year (creation within the first half year), else maturity. A call is one month.
    Calibration is that of the named stage's chance. Stages that never were do not count, so many a
    history is judged on few of them. The past is judged as by History.until, but programs are those known at the end.
    """
    weeks = weekly.count(history.member_days, history.end)
    called = call(weeks)
    cutoffs = tuple(int(weeks.end - WEEK * (len(weeks.active) - known)) for known in called.weeks)
    enough = len(called.weeks) > 0
    return Judgement(
        name="life_cycle",
        measure="balanced_accuracy",
        value=balanced_accuracy(called.true, called.said) if enough else None,
        naive=balanced_accuracy(called.true, called.naive) if enough else None,
        cases=len(called.weeks),
        cutoffs=cutoffs,
        calibration_error=calibration_error(called) if enough else None,
        right=int((called.true == called.said).sum()),
        said=len(called.weeks),
    )


def call(weeks: Weekly) -> Called:
    """Every four weeks of a life, called with what was known then and seen from its end."""
    known = np.arange(FIRST, len(weeks.active) - UNJUDGED + 1, MONTH)
    if not len(known):
        nothing = np.zeros(0, np.int64)
        return Called(nothing, nothing, nothing, nothing, np.zeros((0, len(STAGES))))
    curve = smoothed(weeks.active)
    phase = hindsight(curve)[known - 1]
    chances = stage_model.stages(stage_model.phase_chances(weeks, known.tolist()))
    naive = np.array([rule_of_thumb(curve[:at]) for at in known])
    return Called(known, np.array([0, 1, 1, 2, 3])[phase], chances.argmax(axis=1), naive, chances)


def hindsight(curve: Floats) -> Ints:
    """For each week of a whole life's smoothed activity, its phase as a number into `stage_model.PHASES`."""
    peak, week = curve.max(), np.arange(len(curve))
    quarter, half, high = (int(np.argmax(curve >= part * peak)) for part in (QUARTER, HALF, FOUR_FIFTHS))
    last = len(curve) - 1 - int(np.argmax(curve[::-1] >= FOUR_FIFTHS * peak))
    return np.select([week < quarter, week < half, week < high, week <= last], [0, 1, 2, 3], 4).astype(np.int64)


def rule_of_thumb(curve: Floats) -> int:
    """A stage as a number into `STAGES`, from smoothed activity so far; see `judge_stage`."""
    if curve[-1] < 0.7 * curve.max():
        return RECESSION
    if curve[-1] < 1.1 * curve[max(len(curve) - 27, 0)]:
        return STAGES.index("maturity")
    return STAGES.index("creation") if len(curve) < 26 else STAGES.index("growth")


def balanced_accuracy(true: Ints, said: Ints) -> float:
    """The mean over the stages that were of the share called rightly."""
    return float(np.mean([(said[true == stage] == stage).mean() for stage in np.unique(true)]))


def recession_f1(true: Ints, said: Ints) -> float | None:
    """F1 of recession; None when it neither was nor was called."""
    either = int((true == RECESSION).sum() + (said == RECESSION).sum())
    return 2 * int(((true == RECESSION) & (said == RECESSION)).sum()) / either if either else None


def calibration_error(called: Called, bins: int = 10) -> float:
    """Expected calibration error of the chance of the stage that was named, in equal bins."""
    chance = called.chances.max(axis=1)
    right = (called.true == called.said).astype(np.float64)
    place = np.minimum((chance * bins).astype(np.int64), bins - 1)
    return float(np.abs(np.bincount(place, weights=chance - right, minlength=bins)).sum() / len(chance))
