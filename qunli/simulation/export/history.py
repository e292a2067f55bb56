"""The parquet that `qunli.analysis` reads: what happened without texts."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from qunli.simulation.world import Month, World


def write_history(world: World, out: Path) -> list[Path]:
    """Columns ts (seconds UTC), channel, topic, author, to, kind (msg, join, leave), length (characters), question.

    `to` is who was replied to or mentioned, as far as the platform shows it; a removal is a leave. `topic` numbers the
    conversation. Bots are in it like anybody, unmarked. One row group a month. Returns [out].
    """
    writer: pq.ParquetWriter | None = None
    for month in world.months():
        table = history_frame(world, month).to_arrow(compat_level=pl.CompatLevel.oldest())
        writer = writer or pq.ParquetWriter(out, table.schema, compression="zstd")
        writer.write_table(table)
    if writer:
        writer.close()
    return [out]


def history_frame(world: World, month: Month) -> pl.DataFrame:
    """A month of a world in the columns of `write_history`, in order of time."""
    shown = (pl.col("reply_to") >= 0) | (pl.col("head_kind") == "mention")
    messages = month.messages.select(
        "id",
        "at",
        "group",
        "author",
        topic=pl.when(pl.col("conversation") >= 0).then("conversation"),
        to=pl.when(shown & (pl.col("to") >= 0)).then("to"),
        kind=pl.lit("msg"),
        length=pl.col("text").str.len_chars(),
        question="question",
    )
    moves = pl.when(pl.col("what") == "join").then(pl.lit("join")).otherwise(pl.lit("leave"))
    events = month.events.select(
        "id", "at", "group", author="person", topic=None, to=None, kind=moves, length=0, question=False
    )
    groups = pl.lit(pl.Series([group.name for group in world.plan.groups]))
    rows = pl.concat([messages, events], how="vertical_relaxed").sort("id")
    return rows.select(
        ts="at",
        channel=groups.gather(pl.col("group")),
        topic=pl.col("topic").cast(pl.UInt32),
        author=pl.col("author").cast(pl.UInt32),
        to=pl.col("to").cast(pl.UInt32),
        kind="kind",
        length=pl.col("length").cast(pl.Int64),
        question="question",
    )
