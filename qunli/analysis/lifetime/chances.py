"""What may come: futures drawn from fitted models, for ranges that hold both luck and the doubt about parameters.

Whether the models themselves are right is not in them: `judge` tells, on the past.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from qunli.analysis.lifetime.buying import Buying
from qunli.analysis.lifetime.likelihood import Floats, drawn
from qunli.analysis.lifetime.spend import Spend

DRAWS = 200
LOW, HIGH = 0.1, 0.9
Chance = np.random.Generator


@dataclass(frozen=True)
class Range:
    """An estimate, and the bounds between which four futures in five lie if the model is right."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Futures:
    """Purchases and money of each customer (columns) in each future (rows)."""

    purchases: Floats
    money: Floats


def futures(buying: Buying, spend: Spend, customers: pl.DataFrame, weeks: float, seed: int = 0) -> Futures:
    """200 futures, the same for the same seed. Each takes other parameters, then for each customer whether they are
    active, their rate, their chance of stopping and their usual amount from what the history leaves open."""
    chance = np.random.default_rng(seed)
    buys = drawn(buying.parameters, buying.covariance, DRAWS, seed)
    pays = drawn((spend.p, spend.q, spend.gamma), spend.covariance, DRAWS, seed)
    names = ("frequency", "recency", "age", "value")
    x, recency, age, value = (customers[name].fill_null(0).to_numpy().astype(float) for name in names)
    counts = np.empty((DRAWS, customers.height))
    money = np.empty_like(counts)
    for row in range(DRAWS):
        counts[row] = _purchases(chance, buys[row], x, recency, age, weeks)
        money[row] = _money(chance, pays[row], np.where(value > 0, x, 0.0), value, counts[row])
    return Futures(counts, money)


def spread(value: float, drawn_values: Floats) -> Range:
    """The estimate with the range of the draws."""
    low, high = np.quantile(drawn_values, (LOW, HIGH))
    return Range(float(value), float(low), float(high))


def _purchases(chance: Chance, parameters: Floats, x: Floats, recency: Floats, age: Floats, weeks: float) -> Floats:
    r, alpha, a, b = parameters
    odds = np.where(x > 0, a / (b + np.maximum(x, 1) - 1) * ((alpha + age) / (alpha + recency)) ** (r + x), 0.0)
    there = chance.random(x.size) < 1 / (1 + odds)
    wanted = chance.poisson(chance.gamma(r + x) / (alpha + age) * weeks)
    stops = np.clip(chance.beta(a, b + x), 1e-12, 1.0)
    many: Floats = np.where(there, np.minimum(wanted, chance.geometric(stops)), 0).astype(float)
    return many


def _money(chance: Chance, parameters: Floats, x: Floats, value: Floats, count: Floats) -> Floats:
    p, q, gamma = parameters
    scale = chance.gamma(p * x + q) / (gamma + x * value)
    paid: Floats = chance.gamma(p * count) / np.maximum(scale, 1e-300)
    return paid
