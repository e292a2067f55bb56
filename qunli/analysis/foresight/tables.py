"""A history's rollups as arrays, people numbered from 0, so that many moments of the past are described quickly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from qunli.analysis.history import History

DAY = 86_400
KEPT = 365 * 5
"""Days before the end whose rows are kept: the longest look back from the earliest moment anything is learned from."""
LONG_BREAKS = (30, 90)

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Rows = dict[str, Ints]


@dataclass(frozen=True)
class Tables:
    """Rows stand by day, ascending. `days`: one an author and day, with what was known of the author by then. `ties`:
    one a day and ordered pair, `weight` in hundredths of an answer. `people`: frame author, who. `today`: the first day
    not yet seen."""

    people: pl.DataFrame
    days: Rows
    ties: Rows
    today: int

    @property
    def crowd(self) -> int:
        """How many people there are."""
        return self.people.height

    def last(self, rows: Rows, today: int, span: int) -> Rows:
        """Those of `rows` in the `span` days before `today`."""
        first, after = np.searchsorted(rows["day"], (today - span, today))
        return {name: values[first:after] for name, values in rows.items()}


def tables(past: History, kept: int = KEPT) -> Tables:
    """Arrays of `past` (people only; bots are left out), rows of the last `kept` days."""
    today = -(-past.end // DAY)
    days = _with_past(past.member_days).filter(pl.col("day") >= today - kept)
    people = days.select("author").unique(maintain_order=True).with_row_index("who").cast({"who": pl.Int64})
    others = people.rename({"author": "other", "who": "whom"})
    days = days.join(people, on="author", maintain_order="left").drop("author")
    ties = past.ties.filter(pl.col("day") >= today - kept)
    ties = ties.join(people, on="author", maintain_order="left").join(others, on="other", maintain_order="left")
    ties = ties.select("day", "who", "whom", weight=(pl.col("weight") * 100).round())
    return Tables(people, _arrays(days), _arrays(ties), today)


def _with_past(member_days: pl.DataFrame) -> pl.DataFrame:
    gap = (pl.col("day") - pl.col("day").shift(1).over("author")).fill_null(0)
    days = member_days.select("author", pl.col("day").cast(pl.Int64), "messages", "channels", "hours")
    days = days.with_columns(
        gap=gap,
        first_day=pl.col("day").first().over("author"),
        days_ever=pl.int_range(1, pl.len() + 1).over("author"),
        messages_ever=pl.col("messages").cum_sum().over("author"),
    )
    return days.with_columns(
        (pl.col("gap") >= long).cast(pl.Int64).cum_sum().over("author").alias(f"breaks_{long}") for long in LONG_BREAKS
    )


def _arrays(frame: pl.DataFrame) -> Rows:
    return {name: frame[name].cast(pl.Int64).to_numpy() for name in frame.columns}
