"""Who bought again, and after how long: counted, without a model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import sqrt

import numpy as np
import polars as pl

from qunli.analysis.intervals import Share, wilson
from qunli.analysis.lifetime.purchases import by_day


@dataclass(frozen=True)
class Cohort:
    """Customers by the month of their first purchase (`month`: its first day). `again`: bought again so far; `within`:
    within the days asked for, of those whose first purchase is at least so long ago."""

    month: date
    customers: int
    again: Share
    within: Share


@dataclass(frozen=True)
class Gaps:
    """Days between one purchase and the next, all customers together. Quartiles count every gap once, so frequent
    customers weigh more, and silences that still last are not in them: they tell how soon people come back who do.
    `median_low`, `median_high`: 95 in 100, as sure as the number of customers (not of gaps) allows."""

    gaps: int
    customers: int
    low_quartile: float
    median: float
    high_quartile: float
    median_low: float
    median_high: float


@dataclass(frozen=True)
class Repeats:
    """`again` and `within` as in `Cohort`, of all; `cohorts`, oldest first; `gaps`: None when nobody bought again."""

    days: int
    again: Share
    within: Share
    cohorts: list[Cohort]
    gaps: Gaps | None


def repeats(purchases: pl.DataFrame, until: date, days: int = 90) -> Repeats:
    """Repeat rates and gaps of what was bought until a date."""
    known = by_day(purchases).filter(pl.col("day") <= until)
    each = known.group_by("customer", maintain_order=True).agg(
        first=pl.col("day").min(),
        second=pl.col("day").sort().slice(1, 1).first(),
    )
    each = each.with_columns(
        month=pl.col("first").dt.truncate("1mo"),
        old=(pl.lit(until) - pl.col("first")).dt.total_days() >= days,
        soon=((pl.col("second") - pl.col("first")).dt.total_days() <= days).fill_null(False),
    )
    cohorts = [_cohort(month, rows) for (month,), rows in each.sort("month").group_by("month", maintain_order=True)]
    return Repeats(days, _again(each), _within(each), cohorts, _gaps(known))


def own_gaps(purchases: pl.DataFrame, until: date) -> pl.DataFrame:
    """customer, purchases, usual (mean days between two; null for one purchase), median, last, silent (days until now),
    for each customer, ascending."""
    known = by_day(purchases).filter(pl.col("day") <= until)
    gap = pl.col("day").diff().dt.total_days()
    return known.group_by("customer", maintain_order=True).agg(
        purchases=pl.len().cast(pl.Int64),
        usual=gap.mean(),
        median=gap.median(),
        last=pl.col("day").max(),
        silent=(pl.lit(until) - pl.col("day").max()).dt.total_days(),
    )


def _cohort(month: object, rows: pl.DataFrame) -> Cohort:
    assert isinstance(month, date)
    return Cohort(month, rows.height, _again(rows), _within(rows))


def _again(rows: pl.DataFrame) -> Share:
    return wilson(int(rows["second"].is_not_null().sum()), rows.height)


def _within(rows: pl.DataFrame) -> Share:
    old = rows.filter(pl.col("old"))
    return wilson(int(old["soon"].sum()), old.height)


def _gaps(known: pl.DataFrame) -> Gaps | None:
    gaps = known.select("customer", gap=pl.col("day").diff().over("customer").dt.total_days()).drop_nulls()
    if not gaps.height:
        return None
    customers = gaps["customer"].n_unique()
    reach = 0.98 / sqrt(customers)
    places = [0.25, 0.5, 0.75, max(0.0, 0.5 - reach), min(1.0, 0.5 + reach)]
    low, median, high, least, most = np.quantile(gaps["gap"].to_numpy(), places).tolist()
    return Gaps(gaps.height, customers, low, median, high, least, most)
