"""Columns of a chat as the `History` that conclusions are drawn from."""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np
import polars as pl

from qunli.analysis import History
from qunli.reports.columns import NOBODY, Columns

Ints = np.ndarray[Any, Any]


def gather(columns: Columns) -> History:
    """A history whose authors are the numbers of `columns` and whose message ids are positions in them. Somebody is
    addressed by the message that is answered or, where none is, by the first mention."""
    author = _ints(columns.author)
    messages = pl.DataFrame(
        {
            "ts": _ints(columns.ts),
            "channel": _ints(columns.place),
            "topic": _ints(columns.topic),
            "author": author,
            "to": _addressed(columns, author),
            "length": _ints(columns.length),
            "question": _ints(columns.question),
            "id": np.arange(len(columns), dtype=np.int64),
        }
    ).with_columns(
        pl.col("channel").cast(pl.String),
        pl.when(pl.col("topic") != NOBODY).then(pl.col("topic")).cast(pl.String).alias("topic"),
        pl.col("author").cast(pl.Int64),
        pl.when(pl.col("to") != NOBODY).then(pl.col("to")).cast(pl.Int64).alias("to"),
        pl.col("length").cast(pl.Int64),
        pl.col("question").cast(pl.Boolean),
    )
    if not messages["ts"].is_sorted():
        messages = messages.sort("ts", maintain_order=True)
    end = int(messages["ts"][-1]) + 1 if messages.height else 0
    return History(messages, _movements(columns, end), end, frozenset(columns.programs))


def _addressed(columns: Columns, author: Ints) -> Ints:
    mentioned, reply, key = _ints(columns.mentioned), _ints(columns.reply), _ints(columns.key)
    answers = np.flatnonzero(reply)
    if not answers.size:
        return mentioned
    order = np.argsort(key, kind="stable")
    place = np.minimum(np.searchsorted(key, reply[answers], sorter=order), key.size - 1)
    found = order[place]
    known = key[found] == reply[answers]
    addressed = mentioned.copy()
    addressed[answers[known]] = author[found[known]]
    return addressed


def _movements(columns: Columns, end: int) -> pl.DataFrame:
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
            pl.col("channel").cast(pl.String),
            pl.col("author").cast(pl.Int64),
            pl.when(pl.col("kind") == 1).then(pl.lit("join")).otherwise(pl.lit("leave")).alias("kind"),
        )
        .filter(pl.col("ts") < end)
        .sort("ts", maintain_order=True)
    )


def _ints(column: array[int]) -> Ints:
    return np.frombuffer(column, dtype=column.typecode) if len(column) else np.array([], dtype=column.typecode)
