"""How likely each stage of life is, from the weeks a community has had so far."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from qunli.analysis.forest import Forest
from qunli.analysis.stage_measures import MEASURES, measure
from qunli.analysis.weekly import Floats, Weekly

STAGES = ("creation", "growth", "maturity", "recession")
PHASES = ("creation", "early_growth", "late_growth", "maturity", "recession")
"""What the forest tells apart; the first `RISING` come before maturity. The window is late growth and maturity."""
RISING = 3
OLD_ENOUGH = 16
LARGE_ENOUGH = 4.0
"""Weeks and smoothed weekly active members below which an answer is drawn towards "could be anything"."""


@dataclass(frozen=True)
class Trained:
    """Made by `tools/train_stage.py`; see trained/README.md. `usual`: the median of each of `MEASURES` by stage, then
    over all stages; `rising_odds`: what the odds of creation and growth are multiplied with, because communities whose
    history somebody kept went on rising longer than the invented ones."""

    forest: Forest
    usual: dict[str, list[float]]
    rising_odds: float


@cache
def trained() -> Trained:
    """The shipped forest."""
    read = json.loads(files("qunli.analysis.trained").joinpath("stage.json").read_text("utf-8"))
    if tuple(read["measures"]) != MEASURES:
        raise ValueError("the stage forest was trained on other measures; run tools.train_stage")
    return Trained(Forest(read["trees"]), read["usual"], read["rising_odds"])


def phase_chances(weeks: Weekly, at: Sequence[int]) -> Floats:
    """Rows for each of `at` (how many of the first weeks are known then, at least 1) by `PHASES`."""
    rows = np.stack([measure(weeks.until(known)) for known in at])
    return weighed(rows)


def weighed(rows: Floats) -> Floats:
    """Rows of `MEASURES` to `PHASES`: the forest's answer with rising's odds, drawn to even where little is known."""
    model = trained()
    chances = model.forest.probabilities(rows) * np.array([model.rising_odds] * RISING + [1] * (len(PHASES) - RISING))
    chances /= chances.sum(axis=1, keepdims=True)
    trust = confidence(rows)[:, None]
    even = np.array([1, 0.5, 0.5, 1, 1]) / 4
    return np.asarray(trust * chances + (1 - trust) * even)


def confidence(rows: Floats) -> Floats:
    """Between 0 and 1: how far a history is long and large enough for the forest to be heard at all."""
    weeks = np.exp(rows[:, MEASURES.index("weeks_old")])
    peak = np.exp(rows[:, MEASURES.index("peak_members")])
    return np.asarray(np.minimum(weeks / OLD_ENOUGH, 1) * np.minimum(peak / LARGE_ENOUGH, 1))


def stages(phases: Floats) -> Floats:
    """Rows of `PHASES` to rows of `STAGES`."""
    return np.stack([phases[:, 0], phases[:, 1] + phases[:, 2], phases[:, 3], phases[:, 4]], axis=1)


def window(phases: Floats) -> Floats:
    """The chance that the earning window is open: late growth or maturity."""
    return np.asarray(phases[:, 2] + phases[:, 3])
