"""What members did after a cutoff, for comparison with what had been said of them."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from qunli.analysis.foresight.features import AHEAD
from qunli.analysis.foresight.tables import DAY
from qunli.analysis.history import History


def usable(history: History, cutoffs: Sequence[int]) -> tuple[int, ...]:
    """Cutoffs (s, UTC) whose next 90 days lie in the history."""
    return tuple(cutoff for cutoff in cutoffs if cutoff + AHEAD * DAY <= history.end)


def with_outcome(history: History, said: pl.DataFrame, cutoff: int) -> pl.DataFrame:
    """`said` (a frame with author) without those since recognised as programs, and with `days` and `messages` of each
    in the 90 days after `cutoff`, and from before it `silent` (seconds since the last message) and `messages_30`."""
    rows = history.member_days
    ahead = rows.filter((pl.col("last_ts") >= cutoff) & (pl.col("first_ts") < cutoff + AHEAD * DAY))
    came = ahead.group_by("author").agg(pl.len().cast(pl.Float64).alias("days"), pl.col("messages").sum())
    before = rows.filter((pl.col("last_ts") < cutoff) & (pl.col("last_ts") >= cutoff - 31 * DAY))
    lately = pl.col("messages").filter(pl.col("last_ts") >= cutoff - 30 * DAY).sum().alias("messages_30")
    known = before.group_by("author").agg((cutoff - pl.col("last_ts").max()).alias("silent"), lately)
    people = said.filter(~pl.col("author").is_in(list(history.bots))) if history.bots else said
    joined = people.join(came, on="author", how="left", maintain_order="left")
    return joined.join(known, on="author", how="left", maintain_order="left").with_columns(
        pl.col("days", "messages", "silent", "messages_30").fill_null(0).cast(pl.Float64)
    )
