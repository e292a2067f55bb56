"""From purchases to what the models need to know of each customer."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

WEEK = 7
"""Days to the unit of time in which the models count."""
COLUMNS = ("customer", "day", "amount")


def by_day(purchases: pl.DataFrame) -> pl.DataFrame:
    """customer, day, amount, ascending by customer and day: what somebody bought on one day is one purchase.

    `purchases` has customer (whole number or text), day (Date) and amount: whole minor units of one currency, or a
    decimal. ValueError for other columns, missing values, or an amount below nothing: leave out what was refunded.
    """
    missing = [name for name in COLUMNS if name not in purchases.columns]
    if missing:
        raise ValueError(f"purchases need the column {missing[0]}")
    if purchases.schema["day"] != pl.Date:
        raise ValueError("the column day must hold dates")
    chosen = purchases.select(COLUMNS)
    if sum(chosen.null_count().row(0)):
        raise ValueError("a purchase lacks its customer, its day or its amount")
    if chosen.filter(pl.col("amount") < 0).height:
        raise ValueError("an amount is below nothing; leave out what was refunded")
    return chosen.group_by("customer", "day").agg(pl.sum("amount")).sort("customer", "day")


def summary(purchases: pl.DataFrame, until: date) -> pl.DataFrame:
    """One row a customer who bought on or before `until`, ascending by customer.

    customer; frequency: days on which they bought again after the first; recency: weeks from the first to the last
    purchase; age: weeks from the first purchase to `until`; value: mean amount of a repeat purchase (null without one);
    spent: everything; first, last: dates. Fader, Hardie and Lee's (x, t_x, T), and the m_x of Fader and Hardie (2013).
    """
    known = by_day(purchases).filter(pl.col("day") <= until)
    again = pl.col("amount").sort_by("day").slice(1)
    seen = known.group_by("customer", maintain_order=True).agg(
        frequency=pl.len().cast(pl.Int64) - 1,
        recency=_weeks(pl.col("day").max() - pl.col("day").min()),
        age=_weeks(pl.lit(until) - pl.col("day").min()),
        value=again.cast(pl.Float64).mean(),
        spent=pl.col("amount").sum(),
        first=pl.col("day").min(),
        last=pl.col("day").max(),
    )
    return seen


def bought(purchases: pl.DataFrame, after: date, until: date) -> pl.DataFrame:
    """customer, week, purchases: days of buying after one date up to and with another; week 1 begins the day after
    `after`."""
    later = by_day(purchases).filter(pl.col("day").is_between(after + timedelta(days=1), until))
    week = ((pl.col("day") - pl.lit(after)).dt.total_days() - 1) // WEEK + 1
    return later.group_by("customer", week.alias("week")).agg(purchases=pl.len()).sort("customer", "week")


def _weeks(span: pl.Expr) -> pl.Expr:
    return span.dt.total_days() / WEEK
