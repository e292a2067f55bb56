"""A community's past as the conclusions see it: what is known until a moment, and nothing later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import ibis
import ibis.expr.types as ir
import polars as pl

from qunli.analysis import bots, rollups

MESSAGE_KINDS = ("msg", "action")
COLUMNS = {
    "ts": pl.Int64,
    "channel": pl.String,
    "topic": pl.String,
    "length": pl.Int64,
    "question": pl.Boolean,
}


@dataclass(frozen=True)
class History:
    """Messages and movements before `end` (seconds UTC).

    `messages`: ts (s, UTC, ascending), channel, topic (or null), author, to (author addressed, or null), length
    (characters), question. `movements`: ts, channel, author, kind ("join" or "leave"). `author` keeps the type it came
    with, in every frame that a conclusion returns.
    """

    messages: pl.DataFrame
    movements: pl.DataFrame
    end: int

    @classmethod
    def from_parquet(cls, path: str | Path) -> History:
        """Columns ts, channel, author, length, question; `topic`, `to`, `kind` may be missing. Raises OSError when
        the file is not there and ValueError when a needed column is missing."""
        return cls.from_frame(pl.read_parquet(path))

    @classmethod
    def from_frame(cls, frame: pl.DataFrame) -> History:
        """The same from a frame in memory."""
        missing = {"ts", "channel", "author"} - set(frame.columns)
        if missing:
            raise ValueError(f"a history needs the columns {', '.join(sorted(missing))}")
        frame = _complete(frame).sort("ts", maintain_order=True)
        spoken = frame.filter(pl.col("kind").is_in(MESSAGE_KINDS)).drop("kind")
        moved = frame.filter(pl.col("kind").is_in(("join", "leave"))).select("ts", "channel", "author", "kind")
        end = int(frame["ts"][-1]) + 1 if frame.height else 0
        return cls(spoken, moved, end)

    def until(self, timestamp: int) -> History:
        """The same community as it was known at `timestamp` (s, UTC); nothing at or after it is visible."""
        timestamp = int(timestamp)
        return History(_before(self.messages, timestamp), _before(self.movements, timestamp), timestamp)

    @cached_property
    def bots(self) -> frozenset[object]:
        """Authors recognised as programs; see `qunli.analysis.bots`."""
        return bots.recognise(self._all_member_days)

    @cached_property
    def spoken(self) -> pl.DataFrame:
        """`messages` of people only."""
        return self.messages.filter(~pl.col("author").is_in(list(self.bots))) if self.bots else self.messages

    @cached_property
    def member_days(self) -> pl.DataFrame:
        """People's days; see `rollups.member_days`."""
        days = self._all_member_days
        return days.filter(~pl.col("author").is_in(list(self.bots))) if self.bots else days

    @cached_property
    def ties(self) -> pl.DataFrame:
        """Who spoke to whom on which day; see `rollups.ties`. Only between people."""
        frame = _rolled(rollups.ties, self.spoken)
        frame = frame.filter(~pl.col("other").is_in(list(self.bots))) if self.bots else frame
        return frame.sort("day", "author", "other")

    @cached_property
    def _all_member_days(self) -> pl.DataFrame:
        return _rolled(rollups.member_days, self.messages).sort("day", "author")


def _rolled(rollup: Callable[[ir.Table], ir.Table], frame: pl.DataFrame) -> pl.DataFrame:
    return ibis.duckdb.connect().to_polars(rollup(ibis.memtable(frame)))


def _before(frame: pl.DataFrame, timestamp: int) -> pl.DataFrame:
    return frame.head(int(frame["ts"].search_sorted(timestamp, side="left")))


def _complete(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns every conclusion may rely on, with nulls where the export has none."""
    author = frame.schema["author"]
    absent: dict[str, pl.Expr] = {
        "topic": pl.lit(None, pl.String),
        "to": pl.lit(None, author),
        "kind": pl.lit("msg"),
        "length": pl.lit(0),
        "question": pl.lit(False),
    }
    frame = frame.with_columns(**{name: value for name, value in absent.items() if name not in frame.columns})
    frame = frame.with_columns(pl.col(name).cast(kind) for name, kind in COLUMNS.items())
    return frame.select("ts", "channel", "topic", "kind", "author", pl.col("to").cast(author), "length", "question")
