"""What a fitted model expects of customers. Frames are those of `purchases.summary`; answers have a value a row."""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy.special import betaincinv, hyp2f1

from qunli.analysis.lifetime.buying import Buying
from qunli.analysis.lifetime.likelihood import Floats

NEAR = 1e-6
PARTS = 5_000


def active(model: Buying, customers: pl.DataFrame) -> Floats:
    """Chance that each may still buy: 1 / (1 + a / (b + x - 1) ((alpha + T) / (alpha + t_x))^(r + x)), and 1 for those
    who bought once, because in this model people stop only after buying again (Fader, Hardie and Lee 2008, "Computing
    P(alive) Using the BG/NBD Model"). Read it with `Buying.settled`, and with care for those who bought once."""
    x, recency, age = _history(customers)
    return _active(model.parameters, x, recency, age)


def expected(model: Buying, customers: pl.DataFrame, weeks: float) -> Floats:
    """Purchases expected in the next `weeks` weeks of each (Fader, Hardie and Lee 2005, eq. 10)."""
    x, recency, age = _history(customers)
    return _active(model.parameters, x, recency, age) * _if_active(model.parameters, x, age, weeks)


def buys(model: Buying, customers: pl.DataFrame, weeks: float) -> Floats:
    """Chance that each buys at least once in the next `weeks` weeks."""
    x, recency, age = _history(customers)
    r, alpha, _, _ = model.parameters
    none_if_active = ((alpha + age) / (alpha + age + weeks)) ** (r + x)
    return _active(model.parameters, x, recency, age) * (1 - none_if_active)


def bought_by_now(model: Buying, customers: pl.DataFrame) -> Floats:
    """Chance that somebody with the same history up to the last purchase, who did not stop, had bought again by now."""
    x, recency, age = _history(customers)
    r, alpha, _, _ = model.parameters
    return 1 - ((alpha + recency) / (alpha + age)) ** (r + x)


def _history(customers: pl.DataFrame) -> tuple[Floats, Floats, Floats]:
    x, recency, age = (customers[name].to_numpy().astype(float) for name in ("frequency", "recency", "age"))
    return x, recency, age


def _active(parameters: tuple[float, ...], x: Floats, recency: Floats, age: Floats) -> Floats:
    r, alpha, a, b = parameters
    again = x > 0
    odds = np.log(a) - np.log(np.where(again, b + x - 1, 1.0)) + (r + x) * np.log((alpha + age) / (alpha + recency))
    there: Floats = np.where(again, np.exp(-np.logaddexp(0.0, odds)), 1.0)
    return there


def _if_active(parameters: tuple[float, ...], x: Floats, age: Floats, weeks: float) -> Floats:
    """Purchases in the next weeks of those who are active now.

    The paper's ((alpha+T)/(alpha+T+t))^(r+x) F(r+x, b+x; a+b+x-1; z) loses all digits for busy customers. Euler's
    transformation makes it (1-z)^(a-1) F(a+b-1-r, a-1; a+b+x-1; z), whose series is short because only the third
    parameter grows with x. At a = 1 and at a + b + x = 1 the limit is finite, and is taken from beside it.
    """
    r, alpha, a, b = parameters
    if abs(a - 1) < NEAR:
        a = 1 + NEAR
    third = a + b + x - 1
    third = np.where(np.abs(third) < NEAR, NEAR, third)
    z = weeks / (alpha + age + weeks)
    left: Floats = (1 - z) ** (a - 1) * hyp2f1(a + b - 1 - r, a - 1, third, z)
    many: Floats = np.maximum(third / (a - 1) * (1 - left), 0.0)
    # SciPy's function gives up on hundreds of purchases within a tenth of the time that is asked for.
    lost = np.flatnonzero(~np.isfinite(many))
    for row in lost:
        many[row] = _added_up(parameters, float(x[row]), float(age[row]), weeks)
    return many


def _added_up(parameters: tuple[float, ...], x: float, age: float, weeks: float) -> float:
    """The same for one customer to about a thousandth: the mean over what the history leaves of the chance to stop."""
    r, alpha, a, b = parameters
    stops = np.maximum(betaincinv(a, b + x, (np.arange(PARTS) + 0.5) / PARTS), 1e-300)
    return float((-np.expm1(-(r + x) * np.log1p(stops * weeks / (alpha + age))) / stops).mean())
