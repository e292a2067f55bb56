"""Gamma-gamma: how much customers spend at a purchase.

Amounts of one customer scatter around their mean (gamma, shape p), whose scale differs between customers (gamma, shape
q, rate gamma). It assumes that how much somebody spends does not depend on how often they buy; `Spend.dependence` says
how far that holds. Fader and Hardie (2013), "The Gamma-Gamma Model of Monetary Value", eq. 1a and 5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.special import digamma, gammaln

from qunli.analysis.lifetime.likelihood import Floats, TooFewPurchases, maximise

REPEATERS = 10
SPANS = ((1e-2, 1e4), (1.01, 1e4), (1e-4, 1e12))
"""q above 1: below it the mean over customers does not exist."""


@dataclass(frozen=True)
class Spend:
    """A fitted model; `gamma` in the unit of the amounts. `errors`: standard errors of (p, q, gamma). `dependence`:
    rank correlation of frequency and mean amount; far from 0 the values of busy customers are off. `settled` as for
    `Buying`."""

    p: float
    q: float
    gamma: float
    log_likelihood: float
    customers: int
    errors: tuple[float, float, float]
    covariance: tuple[tuple[float, ...], ...]
    dependence: float
    settled: bool

    @property
    def mean(self) -> float:
        """Mean amount of a purchase over all customers."""
        return self.p * self.gamma / (self.q - 1)


def fit_spend(customers: pl.DataFrame) -> Spend:
    """Fit to those of a `summary` who bought again for more than nothing. TooFewPurchases below 10 of them."""
    paid = customers.filter(pl.col("value") > 0)
    if paid.height < REPEATERS:
        raise TooFewPurchases(customers.height, paid.height, REPEATERS, REPEATERS)
    x, value = paid["frequency"].to_numpy().astype(float), paid["value"].to_numpy()
    typical = float(np.median(value))

    def climb(parameters: Floats) -> tuple[float, Floats]:
        return _log_likelihood(parameters, x, value / typical)

    # The unit must not matter to the search: it counts in typical purchases.
    best = maximise(climb, ((6.0, 4.0, 0.5), (1.0, 2.0, 1.0), (20.0, 10.0, 0.5)), SPANS)
    p, q, gamma = best.parameters
    errors = best.errors
    return Spend(
        p, q, gamma * typical, best.value - paid.height * float(np.log(typical)), paid.height,
        (errors[0], errors[1], errors[2] * typical), best.covariance, _dependence(x, value), best.settled,
    )  # fmt: skip


def mean_spend(model: Spend, customers: pl.DataFrame) -> Floats:
    """What each is expected to pay at a purchase: their own mean drawn towards everybody's, the more so the less they
    bought; everybody's for those who bought once (the first purchase is not in the model)."""
    value = customers["value"].fill_null(0.0).to_numpy()
    x = np.where(customers["value"].is_null().to_numpy(), 0.0, customers["frequency"].to_numpy().astype(float))
    mean: Floats = model.p * (model.gamma + x * value) / (model.p * x + model.q - 1)
    return mean


def _log_likelihood(parameters: Floats, x: Floats, mean: Floats) -> tuple[float, Floats]:
    p, q, gamma = parameters
    whole = gamma + x * mean
    value = (
        gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(gamma)
        + (p * x - 1) * np.log(mean) + p * x * np.log(x) - (p * x + q) * np.log(whole)
    )  # fmt: skip
    both = digamma(p * x + q) - np.log(whole)
    by_p = x * (both - digamma(p * x) + np.log(mean) + np.log(x))
    by_q = both - digamma(q) + np.log(gamma)
    by_gamma = q / gamma - (p * x + q) / whole
    return float(value.sum()), np.array([by_p.sum(), by_q.sum(), by_gamma.sum()])


def _dependence(x: Floats, value: Floats) -> float:
    if np.ptp(x) == 0 or np.ptp(value) == 0:
        return 0.0
    return float(pl.select(pl.corr(pl.Series(x), pl.Series(value), method="spearman")).item())
