"""Rollups made while the export is still being read.

Rows of a day follow from the messages of that day and the one before it (see `analysis.rollups`), so complete days can
be rolled up as soon as they have come, part by part. Who is a bot is only known at the end; parts in which somebody
spoke about whom that changed are made anew. Exports that do not stand in order of time are rolled up at the end.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

import polars as pl

from qunli.analysis import History, bots, engine, known
from qunli.reports.columns import Columns
from qunli.reports.gather import messages, movements

DAY = 86_400
Programs = frozenset[object]


@dataclass
class Slice:
    """Whole days: the rows that are rolled up and those of the day before; ties were made without `programs`."""

    first: int
    rows: pl.DataFrame
    ties: pl.DataFrame
    programs: Programs


class Rolling:
    """Takes columns part by part, and becomes a history."""

    def __init__(self) -> None:
        self.columns = Columns()
        self._frames: list[pl.DataFrame] = []
        self._days: list[pl.DataFrame] = []
        self._slices: list[Slice] = []
        self._in_order = True
        self._done = 0

    def add(self, part: Columns) -> None:
        """The next messages; days that are complete now are rolled up."""
        start = len(self.columns)
        self.columns.extend(part)
        frame = messages(self.columns, start)
        last = self._frames[-1]["ts"][-1] if self._frames else 0
        self._frames.append(frame)
        self._in_order &= frame["ts"].is_sorted() and bool(frame.height == 0 or frame["ts"][0] >= last)
        if self._in_order and frame.height:
            self._roll(int(frame["ts"][-1]) // DAY * DAY)

    def history(self) -> History:
        """Everything that was added, rolled up."""
        said = pl.concat(self._frames)
        flagged: Programs = frozenset(self.columns.programs)
        if not self._in_order:
            said = said.sort("ts", maintain_order=True)
            return History(said, movements(self.columns, _end(said)), _end(said), flagged)
        self._roll(_end(said))
        days = pl.concat(self._days)
        programs = self._programs()
        ties = pl.concat([self._anew(one, programs).ties for one in self._slices])
        rolled = known.Rollups.stored(days, ties, flagged)
        return History(said, movements(self.columns, _end(said)), _end(said), flagged, rolled=rolled)

    def _roll(self, until: int) -> None:
        """Roll up the rows before `until` (s, UTC; a midnight, or the end) that have not been."""
        said = pl.concat(self._frames)
        stop = int(said["ts"].search_sorted(until, side="left"))
        if stop <= self._done:
            return
        first = int(said["ts"][self._done]) // DAY
        context = int(said["ts"].search_sorted((first - 1) * DAY, side="left"))
        rows = said.slice(context, stop - context)
        self._days.append(engine.channel_member_days(rows).filter(pl.col("day") >= first))
        programs = self._programs()
        self._slices.append(Slice(first, rows, _ties(rows, first, programs), programs))
        self._done = stop

    def _programs(self) -> Programs:
        return bots.recognise(known.across_channels(pl.concat(self._days))) | frozenset(self.columns.programs)

    def _anew(self, made: Slice, programs: Set[object]) -> Slice:
        changed = pl.Series(list(made.programs ^ programs), dtype=made.rows.schema["author"])
        if not len(changed) or not made.rows["author"].is_in(changed.implode()).any():
            return made
        return Slice(made.first, made.rows, _ties(made.rows, made.first, frozenset(programs)), frozenset(programs))


def _ties(rows: pl.DataFrame, first: int, programs: Programs) -> pl.DataFrame:
    left_out = pl.Series(list(programs), dtype=rows.schema["author"])
    people = rows.filter(~pl.col("author").is_in(left_out.implode())) if programs else rows
    return engine.channel_ties(people).filter(pl.col("day") >= first)


def _end(said: pl.DataFrame) -> int:
    return int(said["ts"][-1]) + 1 if said.height else 0
