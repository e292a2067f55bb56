"""How sure a mean or a difference of counts is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from scipy.special import gammaincinv, stdtrit

LOW, HIGH = 0.025, 0.975


@dataclass(frozen=True)
class Estimate:
    """A figure with the interval that holds the true one in 95 of 100 cases; `low` and `high` are None where there is
    too little to say."""

    value: float
    low: float | None
    high: float | None


def mean_of(values: Sequence[float]) -> Estimate:
    """Mean of one value or more, by Student's t. Too narrow for few values with a long tail, as spending has."""
    count = len(values)
    mean = fsum(values) / count
    if count < 2:
        return Estimate(mean, None, None)
    error = sqrt(fsum((value - mean) ** 2 for value in values) / (count - 1) / count)
    reach = float(stdtrit(count - 1, HIGH)) * error
    return Estimate(mean, mean - reach, mean + reach)


def net_of(came: int, went: int) -> Estimate:
    """Difference of two counts of events that come by themselves: exact intervals of both (Garwood 1936), joined by
    the method of Zou and Donner (2008)."""
    came_low, came_high = _counted(came)
    went_low, went_high = _counted(went)
    net = came - went
    low = net - sqrt((came - came_low) ** 2 + (went_high - went) ** 2)
    high = net + sqrt((came_high - came) ** 2 + (went - went_low) ** 2)
    return Estimate(float(net), low, high)


def _counted(events: int) -> tuple[float, float]:
    low = float(gammaincinv(events, LOW)) if events else 0.0
    return low, float(gammaincinv(events + 1, HIGH))
