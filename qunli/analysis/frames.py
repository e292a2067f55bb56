"""The columns of a history: what is read, what is filled in, what is left out."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

MESSAGE_KINDS = ("msg", "action")
MOVEMENT_KINDS = ("join", "leave")
READ = ("ts", "channel", "topic", "kind", "author", "to", "length", "question", "id", "bot")


def empty(author: pl.DataType) -> dict[str, pl.DataType]:
    """The schema of a frame of no messages."""
    return {"ts": pl.Int64(), "channel": pl.String(), "author": author}


def spoken(frame: pl.DataFrame) -> pl.DataFrame:
    """Messages with the columns every conclusion may rely on, with nulls where the export has none."""
    author = frame.schema["author"]
    if not (author.is_integer() or author == pl.String):
        raise ValueError(f"authors must be text or whole numbers, not {author}")
    said = frame.filter(pl.col("kind").is_in(MESSAGE_KINDS)) if "kind" in frame.columns else frame
    absent: dict[str, pl.Expr] = {
        "topic": pl.lit(None, pl.String),
        "to": pl.lit(None, author),
        "length": pl.lit(0, pl.Int64),
        "question": pl.lit(False),
    }
    said = said.filter(pl.col("author").is_not_null())
    said = said.with_columns(**{name: value for name, value in absent.items() if name not in frame.columns})
    columns = [
        pl.col("ts").cast(pl.Int64),
        pl.col("channel").cast(pl.String).fill_null(""),
        pl.col("topic").cast(pl.String),
        pl.col("author"),
        pl.col("to").cast(author),
        pl.col("length").cast(pl.Int64).fill_null(0),
        pl.col("question").cast(pl.Boolean).fill_null(False),
    ]
    return said.select(*columns, *(["id"] if "id" in frame.columns else []))


def moved(frame: pl.DataFrame) -> pl.DataFrame:
    """Joins and leaves; none where the export does not tell them."""
    if "kind" not in frame.columns:
        frame = frame.head(0).with_columns(kind=pl.lit("join"))
    rows = frame.filter(pl.col("kind").is_in(MOVEMENT_KINDS))
    return rows.select(
        pl.col("ts").cast(pl.Int64), pl.col("channel").cast(pl.String), "author", pl.col("kind").cast(pl.String)
    )


def flagged(frame: pl.DataFrame) -> frozenset[object]:
    """Authors whom the platform calls bots."""
    if "bot" not in frame.columns:
        return frozenset()
    return frozenset(frame.filter(pl.col("bot").fill_null(False))["author"].unique().to_list())


def before(frame: pl.DataFrame, timestamp: int) -> pl.DataFrame:
    """Rows before a moment of a frame that ascends by ts."""
    return frame.head(int(frame["ts"].search_sorted(timestamp, side="left")))


def without(frame: pl.DataFrame, authors: Collection[object], *columns: str) -> pl.DataFrame:
    """Rows in which none of the columns names one of the authors."""
    for column in columns if authors else ():
        left_out = pl.Series(list(authors), dtype=frame.schema[column])
        frame = frame.filter(~pl.col(column).is_in(left_out.implode()))
    return frame
