"""What each customer is likely to be worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from qunli.analysis.lifetime.buying import Buying, fit_buying
from qunli.analysis.lifetime.chances import HIGH, LOW, Range, futures, spread
from qunli.analysis.lifetime.future import active, expected
from qunli.analysis.lifetime.likelihood import Floats
from qunli.analysis.lifetime.purchases import summary
from qunli.analysis.lifetime.spend import Spend, fit_spend, mean_spend

YEAR = 365.25 / 7
STEP = 4.0


@dataclass(frozen=True)
class Worth:
    """The customers' value over the next weeks.

    `customers`, most valuable first: customer, frequency, last (date), active (chance), expected, low, high
    (purchases), spend (mean amount of a purchase), value, value_low, value_high (discounted, times the margin), in the
    unit of the amounts. Ranges hold four futures in five if the model is right; `lifetime.judge` says whether it was.
    """

    weeks: float
    buying: Buying
    spend: Spend
    purchases: Range
    value: Range
    customers: pl.DataFrame


def worth(
    purchases: pl.DataFrame, until: date, weeks: float, *, discount: float = 0.1, margin: float = 1.0, seed: int = 0
) -> Worth:
    """What those who bought until a date will buy in the `weeks` after it. `discount`: a year; `margin`: the share of
    an amount that is earned. TooFewPurchases when there is too little to learn from."""
    known = summary(purchases, until)
    buying, spend = fit_buying(known), fit_spend(known)
    mean = mean_spend(spend, known)
    count = expected(buying, known, weeks)
    value = discounted(buying, known, weeks, discount) * mean * margin
    drawn = futures(buying, spend, known, weeks, seed)
    # What is discounted is the time of a purchase, which is much the same in all futures of one customer.
    earned = drawn.money * np.divide(value, count * mean, out=np.zeros_like(value), where=count > 0)
    low, high = np.quantile(drawn.purchases, (LOW, HIGH), axis=0)
    value_low, value_high = np.quantile(earned, (LOW, HIGH), axis=0)
    table = known.select("customer", "frequency", "last").with_columns(
        active=pl.Series(active(buying, known)),
        expected=pl.Series(count),
        low=pl.Series(low),
        high=pl.Series(high),
        spend=pl.Series(mean),
        value=pl.Series(value),
        value_low=pl.Series(value_low),
        value_high=pl.Series(value_high),
    )
    return Worth(
        weeks, buying, spend, spread(count.sum(), drawn.purchases.sum(axis=1)), spread(value.sum(), earned.sum(axis=1)),
        table.sort("value", "customer", descending=[True, False]),
    )  # fmt: skip


def discounted(buying: Buying, customers: pl.DataFrame, weeks: float, discount: float) -> Floats:
    """Purchases expected within the weeks, each worth less the later it comes, by steps of four weeks."""
    total = np.zeros(customers.height)
    before, start = np.zeros(customers.height), 0.0
    while start < weeks:
        end = min(start + STEP, weeks)
        by_then = expected(buying, customers, end)
        total += (by_then - before) * (1 + discount) ** (-(start + end) / 2 / YEAR)
        before, start = by_then, end
    return total
