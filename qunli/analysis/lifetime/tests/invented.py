"""Invented customers who buy as the model says they do, so that what it finds can be held against the truth."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl

START = date(2024, 1, 1)


def customers(
    how_many: int = 2000, weeks: int = 104, truth: tuple[float, ...] = (0.8, 6.0, 0.8, 2.5), seed: int = 1
) -> pl.DataFrame:
    """customer, day, amount (minor units): first purchases within the first twelve weeks, amounts around 30.00."""
    r, alpha, a, b = truth
    chance = np.random.default_rng(seed)
    rows = []
    for customer in range(how_many):
        rate, stop, usual = chance.gamma(r) / alpha, chance.beta(a, b), 6 / (chance.gamma(4) / 15)
        at, first = float(chance.uniform(0, 84)), True
        while at < weeks * 7:
            rows.append((customer, START + timedelta(days=int(at)), 1 + int(chance.gamma(6) * usual / 6 * 100)))
            if not first and chance.random() < stop:
                break
            at, first = at + max(1.0, 7 * chance.exponential(1 / rate)), False
    return pl.DataFrame(rows, {"customer": pl.Int64, "day": pl.Date, "amount": pl.Int64}, orient="row")


def bought(*rows: tuple[object, str, int]) -> pl.DataFrame:
    """Purchases by hand: customer, day as YYYY-MM-DD, minor units."""
    days = [(customer, date.fromisoformat(day), amount) for customer, day, amount in rows]
    kind = pl.Int64 if days and isinstance(days[0][0], int) else pl.String
    return pl.DataFrame(days, {"customer": kind, "day": pl.Date, "amount": pl.Int64}, orient="row")
