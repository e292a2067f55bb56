"""BG/NBD: how often customers buy, and when they stop. Likelihood and fit.

While active, a customer buys at a rate of their own (gamma over customers, shape `r`, rate `alpha` in weeks); after
each purchase they stop for good with a chance of their own (beta over customers, `a`, `b`). Fader, Hardie and Lee
(2005), "Counting Your Customers the Easy Way: An Alternative to the Pareto/NBD Model", Marketing Science 24(2), eq. 6.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.special import betaln, digamma, gammaln

from qunli.analysis.lifetime.likelihood import Floats, TooFewPurchases, maximise

MOST = 1e4
LEAST = 1e-4
STARTS = ((0.5, 5.0, 0.8, 2.5), (1.0, 1.0, 1.0, 1.0), (2.0, 20.0, 0.2, 4.0))
CUSTOMERS, REPEATERS = 30, 10
"""Below these four numbers mean nothing: their error bars were as wide as the range of the search."""


@dataclass(frozen=True)
class Buying:
    """A fitted BG/NBD model. Time is in weeks.

    `errors`: standard errors of (r, alpha, a, b), from the curvature of the likelihood. `covariance`: of their
    logarithms, row by row. `settled`: whether the likelihood has a peak; when it has none, the history does
    not tell when people stop (or how they differ), and forecasts beyond its length are guesses.
    """

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    customers: int
    errors: tuple[float, float, float, float]
    covariance: tuple[tuple[float, ...], ...]
    settled: bool

    @property
    def parameters(self) -> tuple[float, float, float, float]:
        """r, alpha, a, b."""
        return self.r, self.alpha, self.a, self.b


def fit_buying(customers: pl.DataFrame) -> Buying:
    """Fit to a `summary` (frequency, recency, age). TooFewPurchases below 30 customers or 10 who bought again."""
    repeaters = int((customers["frequency"] > 0).sum())
    if customers.height < CUSTOMERS or repeaters < REPEATERS:
        raise TooFewPurchases(customers.height, repeaters, CUSTOMERS, REPEATERS)
    same = customers.group_by("frequency", "recency", "age", maintain_order=True).agg(count=pl.len())
    x, recency, age, count = (same[name].to_numpy().astype(float) for name in ("frequency", "recency", "age", "count"))

    def climb(parameters: Floats) -> tuple[float, Floats]:
        value, slope = _log_likelihood(parameters, x, recency, age)
        return float(count @ value), slope @ count

    best = maximise(climb, STARTS, (LEAST, MOST))
    r, alpha, a, b = best.parameters
    deviations = best.errors
    return Buying(
        r, alpha, a, b, best.value, customers.height, (deviations[0], deviations[1], deviations[2], deviations[3]),
        best.covariance, best.settled,
    )  # fmt: skip


def _log_likelihood(parameters: Floats, x: Floats, recency: Floats, age: Floats) -> tuple[Floats, Floats]:
    """Log-likelihood of each customer, and its slopes by (r, alpha, a, b), one row a parameter.

    The two ways to a history (still active; stopped at the last purchase) are added as logarithms, so that neither a
    busy customer nor a long age underflows.
    """
    r, alpha, a, b = parameters
    again = x > 0
    rest = np.where(again, b + x - 1, 1.0)
    active = -(r + x) * np.log(alpha + age)
    stopped = np.where(again, np.log(a) - np.log(rest) - (r + x) * np.log(alpha + recency), -np.inf)
    both = np.logaddexp(active, stopped)
    value = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + betaln(a, b + x) - betaln(a, b) + both
    share = np.exp(stopped - both)
    later, earlier = np.log(alpha + age), np.log(alpha + recency)
    by_r = digamma(r + x) - digamma(r) + np.log(alpha) - (1 - share) * later - share * earlier
    by_alpha = r / alpha - (r + x) * ((1 - share) / (alpha + age) + share / (alpha + recency))
    whole = digamma(a + b) - digamma(a + b + x)
    by_a = whole + share / a
    by_b = whole + digamma(b + x) - digamma(b) - share / rest
    return value, np.stack([by_r, by_alpha, by_a, by_b])
