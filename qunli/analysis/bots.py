"""Which authors are programs."""

from __future__ import annotations

import polars as pl


def recognise(member_days: pl.DataFrame) -> frozenset[object]:
    """Authors who mostly write within seconds of somebody else, or round the clock day after day.

    `member_days` as `rollups.member_days` gives them. An author with fewer than 100 messages is never called a bot.
    """
    totals = member_days.group_by("author").agg(
        pl.col("messages").sum(),
        (pl.col("instant").sum() / pl.col("messages").sum()).alias("instant_share"),
        pl.col("hours").bitwise_count_ones().mean().alias("hours_a_day"),
        pl.len().alias("days"),
    )
    programs = totals.filter(
        (pl.col("messages") >= 100)
        & ((pl.col("instant_share") > 0.5) | ((pl.col("hours_a_day") > 15) & (pl.col("days") > 14)))
    )
    return frozenset(programs["author"].to_list())
