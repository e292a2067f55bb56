"""Who counts as a true fan: three definitions for the operator to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

YEAR = 365


@dataclass(frozen=True)
class Spent:
    """Spent at least so many minor units in the last `days` days."""

    least: int
    days: int = YEAR


@dataclass(frozen=True)
class Bought:
    """Bought on at least so many of the last `days` days."""

    times: int
    days: int = YEAR


@dataclass(frozen=True)
class InTier:
    """Is a member of one of these tiers."""

    tiers: frozenset[str]


Definition = Spent | Bought | InTier


def who(bought: pl.DataFrame, memberships: pl.DataFrame, definition: Definition, on: date) -> set[object]:
    """The customers who are fans on a day. `bought`: as `purchases.by_day` makes it."""
    if isinstance(definition, InTier):
        there = (pl.col("since") <= on) & (pl.col("until").is_null() | (pl.col("until") >= on))
        return set(memberships.filter(pl.col("tier").is_in(definition.tiers) & there)["customer"])
    sums = lately(bought, on, definition.days).group_by("customer").agg(pl.sum("amount"), times=pl.len())
    enough = (
        pl.col("amount") >= definition.least
        if isinstance(definition, Spent)
        else pl.col("times") >= definition.times
    )  # fmt: skip
    return set(sums.filter(enough)["customer"])


def lately(bought: pl.DataFrame, on: date, days: int) -> pl.DataFrame:
    """The rows of the `days` days that end with this one."""
    return bought.filter(pl.col("day").is_between(on - timedelta(days=days - 1), on))
