"""Rollups that are made once and cut to any earlier moment.

A day's rows depend on that day and the one before it only (see `rollups`), so a shorter history takes its complete days
from the longer one and makes its own last day anew. Ties also depend on who is a bot, which a shorter history may judge
otherwise: then the days on which that matters are made anew as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from qunli.analysis import bots, engine, frames

DAY = 86_400
SUMMED = ("messages", "length", "questions", "addressed", "instant", "squares", "turns", "prompt", "repeats", "called")


@dataclass(frozen=True)
class Rollups:
    """Rollups by channel of a whole history, bots included in the days and left out of the ties."""

    messages: pl.DataFrame | None
    end: int
    flagged: frozenset[object]
    given_days: pl.DataFrame | None = None
    given_ties: pl.DataFrame | None = None

    @classmethod
    def of(cls, messages: pl.DataFrame, end: int, flagged: frozenset[object]) -> Rollups:
        """Of messages as in `History`, made when first asked for."""
        return cls(messages, end, flagged)

    @classmethod
    def stored(cls, days: pl.DataFrame, ties: pl.DataFrame, flagged: frozenset[object]) -> Rollups:
        """Of rollups that were kept somewhere."""
        end = int(days["last_ts"].max() or 0) + 1 if days.height else 0  # type: ignore[arg-type]
        return cls(None, end, flagged, days.sort("day", "channel", "author"), ties.sort("day", "channel", "author"))

    def days_before(self, end: int, messages: pl.DataFrame, since: int) -> pl.DataFrame:
        """Channel member-days as known at `end`; `messages` are those before it, complete from `since`."""
        if end >= self.end:
            return self.days
        last = end // DAY
        kept = self.days.filter(pl.col("day") < last)
        if since > (last - 1) * DAY:
            return kept
        return pl.concat([kept, _remade(engine.channel_member_days, messages, pl.Series([last]), self.days.schema)])

    def ties_before(self, end: int, messages: pl.DataFrame, since: int, programs: Collection[object]) -> pl.DataFrame:
        """Channel ties as known at `end` when `programs` count as bots."""
        stale = self._days_judged_otherwise(programs, end)
        if end < self.end:
            stale.append(end // DAY)
        days = pl.Series(sorted({day for day in stale if (day - 1) * DAY >= since}), dtype=pl.Int64)
        kept = self.ties.filter(pl.col("day") <= (end - 1) // DAY)
        cut = end // DAY if end < self.end else None
        kept = kept.filter(~pl.col("day").is_in(days.implode()) & (pl.col("day") != cut if cut is not None else True))
        if not len(days):
            return kept
        people = frames.without(messages, programs, "author")
        return pl.concat([kept, _remade(engine.channel_ties, people, days, self.ties.schema)])

    @cached_property
    def days(self) -> pl.DataFrame:
        if self.given_days is not None:
            return self.given_days
        assert self.messages is not None
        author = self.messages.schema["author"]
        return _typed(engine.channel_member_days(self.messages), author).sort("day", "channel", "author")

    @cached_property
    def ties(self) -> pl.DataFrame:
        if self.given_ties is not None:
            return self.given_ties
        assert self.messages is not None
        people = frames.without(self.messages, self.programs, "author")
        pairs = _typed(engine.channel_ties(people), self.messages.schema["author"])
        return pairs.sort("day", "channel", "author", "other")

    @cached_property
    def programs(self) -> frozenset[object]:
        return bots.recognise(across_channels(self.days)) | self.flagged

    def _days_judged_otherwise(self, programs: Collection[object], end: int) -> list[int]:
        """Days whose ties another judgement on bots may change: those on which these spoke, and the next. Ties that
        were stored are taken as they are."""
        otherwise = self.programs.symmetric_difference(programs)
        if not otherwise or self.given_ties is not None:
            return []
        authors = pl.Series(list(otherwise), dtype=self.days.schema["author"])
        spoke = self.days.filter(pl.col("author").is_in(authors.implode()) & (pl.col("day") <= end // DAY))
        days = spoke["day"].unique().to_list()
        return [*days, *(day + 1 for day in days if (day + 1) * DAY < end)]


def across_channels(days: pl.DataFrame) -> pl.DataFrame:
    """Member-days from channel member-days; the same as `rollups.member_days`. Ascending by day and author."""
    return (
        days.group_by("author", "day")
        .agg(
            pl.col(*SUMMED).sum(),
            pl.len().cast(pl.Int64).alias("channels"),
            pl.col("hours").bitwise_or(),
            pl.col("first_ts").min(),
            pl.col("last_ts").max(),
        )
        .sort("day", "author")
    )


def _remade(
    rollup: Callable[[pl.DataFrame], pl.DataFrame], messages: pl.DataFrame, days: pl.Series, schema: pl.Schema
) -> pl.DataFrame:
    needed = pl.concat([days, days - 1]).unique()
    part = messages.filter((pl.col("ts") // DAY).is_in(needed.implode()))
    made = _typed(rollup(part), messages.schema["author"]).filter(pl.col("day").is_in(days.implode()))
    return made.select(schema.names()).cast(dict(schema))  # type: ignore[arg-type]


def _typed(frame: pl.DataFrame, author: pl.DataType) -> pl.DataFrame:
    return frame.with_columns(pl.col(name).cast(author) for name in ("author", "other") if name in frame.columns)
