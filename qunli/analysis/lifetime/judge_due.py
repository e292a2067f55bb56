"""How many of those said to be due did buy soon, beside simpler lists."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from qunli.analysis.intervals import Share, wilson
from qunli.analysis.lifetime.buying import Buying
from qunli.analysis.lifetime.due import OWN, due
from qunli.analysis.lifetime.judgement import DueMark
from qunli.analysis.lifetime.purchases import WEEK, by_day
from qunli.analysis.lifetime.repeat import own_gaps

WEEKS = 4


def judge_due(purchases: pl.DataFrame, on: date, model: Buying) -> DueMark:
    """Lists of one day, judged by who bought in the four weeks after it."""
    soon = by_day(purchases).filter(
        pl.col("day").is_between(on, on + timedelta(days=WEEK * WEEKS), closed="right")
    )["customer"]  # fmt: skip
    listed = due(purchases, on, model, WEEKS)
    gaps = own_gaps(purchases, on)
    plain = gaps.filter((pl.col("purchases") >= OWN) & (pl.col("silent") >= pl.col("usual")))
    said = listed["buys"].mean()
    return DueMark(
        weeks=WEEKS,
        said=float(said) if isinstance(said, float) else None,
        came=_came(listed, soon),
        plain=_came(plain, soon),
        repeaters=_came(gaps.filter(pl.col("purchases") > 1), soon),
    )


def _came(listed: pl.DataFrame, soon: pl.Series) -> Share:
    return wilson(int(listed["customer"].is_in(soon.unique().implode()).sum()), listed.height)
