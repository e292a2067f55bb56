"""Simpler rules for how often customers buy in the next weeks, to be judged beside the model."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
from scipy.special import digamma, gammaln

from qunli.analysis.lifetime.likelihood import Floats, maximise

SILENT = 26.0
"""Weeks of silence after which the rule of thumb takes a customer for gone (six months; Wübben and Wangenheim 2008,
"Instant Customer Base Analysis", found such rules as good as models at telling who is active)."""
Rule = Callable[[float], Floats]
"""From a number of weeks to the purchases of each customer within them."""


def same_rate(customers: pl.DataFrame) -> Rule:
    """Each goes on at the rate of repeat purchases of their own past."""
    rate = customers["frequency"].to_numpy() / np.maximum(customers["age"].to_numpy(), 1e-9)
    return lambda weeks: rate * weeks


def recency(customers: pl.DataFrame) -> Rule:
    """Whoever has been silent for 26 weeks is gone; the others go on at their own rate."""
    there = (customers["age"] - customers["recency"]).to_numpy() < SILENT
    own = same_rate(customers)
    return lambda weeks: own(weeks) * there


def nbd(customers: pl.DataFrame) -> Rule:
    """Rates differ between customers (gamma) and nobody ever stops (Ehrenberg 1959), by maximum likelihood."""
    same = customers.group_by("frequency", "age", maintain_order=True).agg(count=pl.len())
    x, age, count = (same[name].to_numpy().astype(float) for name in ("frequency", "age", "count"))

    def climb(parameters: Floats) -> tuple[float, Floats]:
        r, alpha = parameters
        value = gammaln(r + x) - gammaln(r) + r * np.log(alpha) - (r + x) * np.log(alpha + age)
        by_r = digamma(r + x) - digamma(r) + np.log(alpha) - np.log(alpha + age)
        by_alpha = r / alpha - (r + x) / (alpha + age)
        return float(count @ value), np.array([count @ by_r, count @ by_alpha])

    r, alpha = maximise(climb, ((0.5, 10.0), (2.0, 2.0)), (1e-4, 1e6)).parameters
    rate = (r + customers["frequency"].to_numpy()) / (alpha + customers["age"].to_numpy())
    return lambda weeks: rate * weeks
