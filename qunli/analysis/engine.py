"""Runs the rollups on DuckDB in this process.

The SQL in `compiled/` is what Ibis makes of the expressions in `rollups`, kept so that neither a report nor a web
process has to load Ibis, Arrow and pandas (2.5 s and 150 MB) to run two fixed queries. `python -m
qunli.analysis.compile_rollups` writes it anew; a test fails when it no longer is what Ibis says. Columns go to DuckDB
as NumPy arrays for the same reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from typing import Any

import duckdb
import numpy as np
import polars as pl

DAY = 86_400
SLICE = 500_000
"""Messages rolled up at a time, which bounds memory."""
ALONE = 200_000
"""Messages up to which one thread is nearly as fast as several, and leaves the other cores to others."""
NOTHING = -(2**62)
"""Stands for null on the way to DuckDB: its reader of arrays ignores masks."""
Ints = np.ndarray[Any, Any]
_TYPES = {"day": pl.Int32, "hours": pl.Int32, "weight": pl.Float64}
_VIEW = f"""
CREATE TEMP VIEW messages AS SELECT
  ts, CAST(position AS BIGINT) AS position, CAST(channel AS BIGINT) AS channel, NULLIF(topic, {NOTHING}) AS topic,
  CAST(author AS BIGINT) AS author, NULLIF("to", {NOTHING}) AS "to", CAST(length AS BIGINT) AS length, question
FROM arrays
"""  # noqa: S608  the only thing filled in is a constant


def channel_member_days(messages: pl.DataFrame) -> pl.DataFrame:
    """`rollups.channel_member_days` of a frame as `History.messages`."""
    return _sliced("channel_member_days", messages)


def channel_ties(messages: pl.DataFrame) -> pl.DataFrame:
    """`rollups.channel_ties` of a frame as `History.messages`."""
    return _sliced("channel_ties", messages)


@cache
def compiled(rollup: str) -> str:
    """The SQL of a rollup for DuckDB."""
    return resources.files("qunli.analysis").joinpath("compiled", f"{rollup}.sql").read_text("utf-8")


def _sliced(rollup: str, messages: pl.DataFrame) -> pl.DataFrame:
    """In slices of whole days, each with the day before it, on which alone its rows depend."""
    if messages.height <= SLICE:
        return _roll(rollup, messages)
    days = messages["ts"] // DAY
    parts, begin = [], 0
    while begin < messages.height:
        first = int(days[begin])
        last = int(days[min(begin + SLICE, messages.height) - 1])
        end = int(days.search_sorted(last, side="right"))
        context = int(days.search_sorted(first - 1, side="left"))
        part = _roll(rollup, messages.slice(context, end - context))
        parts.append(part.filter(pl.col("day") >= first))
        begin = end
    return pl.concat(parts)


def _roll(rollup: str, messages: pl.DataFrame) -> pl.DataFrame:
    channels, channel = _numbers(messages["channel"])
    topic = _numbers(messages["topic"])[1]
    people, author, to = _people(messages)
    arrays = {  # noqa: F841  DuckDB finds it by its name
        "ts": messages["ts"].to_numpy(),
        "position": np.arange(messages.height, dtype=np.uint32),
        "channel": channel,
        "topic": topic,
        "author": author,
        "to": to,
        "length": messages["length"].to_numpy(),
        "question": messages["question"].to_numpy(),
    }
    threads: dict[str, Any] = {} if messages.height > ALONE else {"threads": "1"}
    with duckdb.connect(config=threads) as connection, _stoppable():
        connection.execute(_VIEW)
        columns: dict[str, Any] = connection.execute(compiled(rollup)).fetchnumpy()
    frame = pl.DataFrame(
        [pl.Series(name, values).cast(_TYPES.get(name, pl.Int64)) for name, values in columns.items()]
    )  # sums come back as floating numbers
    decoded = [] if channels is None else [channels.gather(frame["channel"]).alias("channel")]
    if people is not None:
        decoded += [people.gather(frame[name]).alias(name) for name in ("author", "other") if name in columns]
    return frame.with_columns(decoded)


@contextmanager
def _stoppable() -> Iterator[None]:
    """DuckDB answers Ctrl-C with an error of its own; the caller is owed a KeyboardInterrupt."""
    try:
        yield
    except RuntimeError as error:
        if str(error) == "Query interrupted":
            raise KeyboardInterrupt from None
        raise


def _people(messages: pl.DataFrame) -> tuple[pl.Series | None, Ints, Ints]:
    """`_numbers` of authors and addressees together."""
    author = messages["author"]
    people, codes = _numbers(pl.concat([author, messages["to"]]))
    return people, codes[: len(author)], codes[len(author) :]


def _numbers(column: pl.Series) -> tuple[pl.Series | None, Ints]:
    """The column as whole numbers, `NOTHING` for null, and what the numbers stand for (nothing when they are the
    values themselves)."""
    if column.dtype.is_integer():
        return None, column.cast(pl.Int64).fill_null(NOTHING).to_numpy()
    if column.null_count() == len(column):
        return column.head(0), np.full(len(column), NOTHING)
    if column.dtype != pl.String:
        column = column.cast(pl.String)
    values = column.drop_nulls().unique()
    codes = column.cast(pl.Enum(values)).to_physical()
    return values, codes.cast(pl.Int64).fill_null(NOTHING).to_numpy()
