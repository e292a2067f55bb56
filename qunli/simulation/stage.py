"""The life of a community as one curve: a logistic rise (adoption) times a logistic decline.

The stages are read off the curve as hindsight reads them off activity: creation until a quarter of the capacity is
first reached, growth until four fifths, maturity until the last week at four fifths, recession after.
"""

from __future__ import annotations

import numpy as np

from qunli.simulation.dice import Floats
from qunli.simulation.plan import StageShape
from qunli.simulation.words import STAGES

QUARTER, FOUR_FIFTHS = 0.25, 0.80
_SPREAD = float(np.log(FOUR_FIFTHS / (1 - FOUR_FIFTHS)) - np.log(QUARTER / (1 - QUARTER)))
_TO_FOUR_FIFTHS = float(np.log(FOUR_FIFTHS / (1 - FOUR_FIFTHS)))


def activity_curve(weeks: int, shape: StageShape) -> Floats:
    """Activity of each week as a share of the community's capacity, in (0, 1]."""
    time = (np.arange(weeks) + 0.5) / weeks
    curve = _rise(time, shape) * _fall(time, shape)
    return curve / curve.max() if shape.recession > 0 else curve


def _rise(time: Floats, shape: StageShape) -> Floats:
    if shape.growth <= 0:
        return np.ones_like(time)
    speed = _SPREAD / shape.growth
    middle = shape.creation + shape.growth - _TO_FOUR_FIFTHS / speed
    return 1 / (1 + np.exp(-speed * (time - middle)))


def _fall(time: Floats, shape: StageShape) -> Floats:
    if shape.recession <= 0:
        return np.ones_like(time)
    speed = _SPREAD / shape.recession
    turn = 1 - shape.recession
    return 1 / (1 + np.exp(speed * (time - turn) - _TO_FOUR_FIFTHS))


def stages_of(curve: Floats) -> list[str]:
    """The true stage of each week of a curve of `activity_curve`."""
    weeks = len(curve)
    rising = np.flatnonzero(curve >= QUARTER)
    high = np.flatnonzero(curve >= FOUR_FIFTHS)
    growth = int(rising[0]) if len(rising) else weeks
    maturity = int(high[0]) if len(high) else weeks
    recession = int(high[-1]) + 1 if len(high) else weeks
    bounds = np.searchsorted([growth, maturity, recession], np.arange(weeks), side="right")
    return [STAGES[int(stage)] for stage in bounds]
