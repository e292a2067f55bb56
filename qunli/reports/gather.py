"""Columns of a chat as the `History` that conclusions are drawn from."""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np
import polars as pl

from qunli.analysis import History
from qunli.reports.columns import NOBODY, Columns

_SPREAD = np.int64(0x1E3779B97F4A7C15)
"""Tells equal message ids of different places apart."""

Ints = np.ndarray[Any, Any]


def gather(columns: Columns) -> History:
    """A history whose authors are the numbers of `columns` and whose message ids are positions in them. Somebody is
    addressed by the message that is answered or, where none is, by the first mention."""
    said = messages(columns)
    if not said["ts"].is_sorted():
        said = said.sort("ts", maintain_order=True)
    end = int(said["ts"][-1]) + 1 if said.height else 0
    return History(said, movements(columns, end), end, frozenset(columns.programs))


def messages(columns: Columns, start: int = 0) -> pl.DataFrame:
    """The messages from position `start` on, as `History.messages` holds them, in the order of `columns`."""
    frame = pl.DataFrame(
        {
            "ts": _ints(columns.ts, start),
            "channel": _ints(columns.place, start),
            "topic": _ints(columns.topic, start),
            "author": _ints(columns.author, start),
            "to": _addressed(columns, start),
            "length": _ints(columns.length, start),
            "question": _ints(columns.question, start),
            "id": np.arange(start, len(columns), dtype=np.int64),
        }
    )
    return frame.with_columns(
        pl.col("channel", "author").cast(pl.Int64),
        pl.when(pl.col("topic") != NOBODY).then(pl.col("topic")).cast(pl.Int64).alias("topic"),
        pl.when(pl.col("to") != NOBODY).then(pl.col("to")).cast(pl.Int64).alias("to"),
        pl.col("length").cast(pl.Int64),
        pl.col("question").cast(pl.Boolean),
    )


def movements(columns: Columns, end: int) -> pl.DataFrame:
    """Who came and left before `end` (s, UTC), as `History.movements` holds them."""
    moves = pl.DataFrame(
        {
            "ts": _ints(columns.moved_ts),
            "channel": _ints(columns.moved_place),
            "author": _ints(columns.moved_person),
            "kind": _ints(columns.moved_kind),
        }
    )
    return (
        moves.with_columns(
            pl.col("channel", "author").cast(pl.Int64),
            pl.when(pl.col("kind") == 1).then(pl.lit("join")).otherwise(pl.lit("leave")).alias("kind"),
        )
        .filter(pl.col("ts") < end)
        .sort("ts", maintain_order=True)
    )


def _addressed(columns: Columns, start: int) -> Ints:
    addressed, reply = _ints(columns.mentioned, start), _ints(columns.reply, start)
    answers = np.flatnonzero(reply)
    if not answers.size:
        return addressed
    spread = _ints(columns.place).astype(np.int64) * _SPREAD
    key, reply = _ints(columns.key) ^ spread, reply[answers] ^ spread[start:][answers]
    order = np.argsort(key, kind="stable")
    found = order[np.minimum(np.searchsorted(key, reply, sorter=order), key.size - 1)]
    known = key[found] == reply
    addressed[answers[known]] = _ints(columns.author)[found[known]]
    return addressed


def _ints(column: array[int], start: int = 0) -> Ints:
    """A copy: Polars would hold on to the array itself, which then could not grow."""
    return np.array(memoryview(column)[start:], dtype=column.typecode)
