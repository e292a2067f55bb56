"""Who is due to buy again: silent for longer than they usually are, and still likely to be active."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from qunli.analysis.lifetime.buying import Buying
from qunli.analysis.lifetime.future import active, bought_by_now, buys
from qunli.analysis.lifetime.likelihood import Floats
from qunli.analysis.lifetime.purchases import by_day, summary
from qunli.analysis.lifetime.repeat import own_gaps
from qunli.analysis.reasons import REASONS

OWN = 3
"""Purchases from which somebody has a rhythm of their own."""
FIRST_GUESS = 20
"""Gaps' worth of the guess that people buy at random moments, until a community's own gaps are more."""
LIKELY = 0.5


def due(purchases: pl.DataFrame, until: date, model: Buying | None, weeks: float = 4.0) -> pl.DataFrame:
    """One row a customer who is due, those most likely to buy in the next `weeks` first.

    customer, last (date), silent (days), usual (mean days between purchases), late (chance that somebody like this, who
    still buys, had bought again by now), active and buys (chances by the model; null without one), reasons. Somebody is
    due when `late` and `active` are a half or more. `late` is by the own rhythm for those with three purchases or more,
    else by the model; who has neither is not listed. `model`: `fit_buying` of the same purchases, or None when there
    are too few for it.
    """
    known = own_gaps(purchases, until)
    table = known.with_columns(
        rhythm=pl.Series(_by_own_rhythm(purchases, until, known), dtype=pl.Float64),
        **_by_model(model, summary(purchases, until), weeks),
    )
    late = pl.when(pl.col("purchases") >= OWN).then(pl.col("rhythm")).otherwise(pl.col("by_now"))
    found = table.with_columns(late=late).filter(
        (pl.col("late") >= LIKELY) & (pl.col("active").is_null() | (pl.col("active") >= LIKELY))
    )
    return found.with_columns(reasons=_reasons()).sort(
        "buys", "late", "customer", descending=[True, True, False], nulls_last=True
    ).select("customer", "last", "silent", "usual", "late", "active", "buys", "reasons")  # fmt: skip


def _by_own_rhythm(purchases: pl.DataFrame, until: date, known: pl.DataFrame) -> Floats:
    """Share of this community's gaps, each measured by its owner's other gaps, that had ended by as long a silence."""
    ended = np.sort(_relative_gaps(by_day(purchases).filter(pl.col("day") <= until)))
    now = (known["silent"] / known["usual"]).fill_null(float("nan")).to_numpy()
    counted = np.searchsorted(ended, now, side="right")
    share: Floats = (counted + FIRST_GUESS * -np.expm1(-now)) / (ended.size + FIRST_GUESS)
    return share


def _relative_gaps(known: pl.DataFrame) -> Floats:
    gap = pl.col("gap")
    gaps = known.select("customer", gap=pl.col("day").diff().over("customer").dt.total_days()).drop_nulls()
    others = (gap.sum().over("customer") - gap) / (gap.len().over("customer") - 1)
    relative = gaps.filter(gap.len().over("customer") >= OWN).select(gap / others)
    return relative.to_series().to_numpy()


def _by_model(model: Buying | None, customers: pl.DataFrame, weeks: float) -> dict[str, pl.Series]:
    if model is None:
        nothing = pl.Series([None] * customers.height, dtype=pl.Float64)
        return dict.fromkeys(("by_now", "active", "buys"), nothing)
    return {
        "by_now": pl.Series(bought_by_now(model, customers)),
        "active": pl.Series(active(model, customers)),
        "buys": pl.Series(buys(model, customers, weeks)),
    }


def _reasons() -> pl.Expr:
    """silent_days beside the usual gap, late beside the half that makes it due, purchases beside everybody's median."""
    each = [
        ("silent_days", pl.col("silent"), pl.col("usual")),
        ("late", pl.col("late"), pl.lit(LIKELY)),
        ("purchases", pl.col("purchases"), pl.col("purchases").median()),
    ]
    structs = [
        pl.struct(measure=pl.lit(name), value=value.cast(pl.Float64), usual=usual.cast(pl.Float64))
        for name, value, usual in each
    ]
    return pl.concat_list(structs).cast(REASONS)
