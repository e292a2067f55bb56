"""A community's past as the conclusions see it: what is known until a moment, and nothing later."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import polars as pl

from qunli.analysis import bots, frames, known

DAY = 86_400


class NeedsMessages(ValueError):
    """A conclusion reads messages, and this history has only its rollups for the time in question."""


@dataclass(frozen=True)
class History:
    """Messages and movements before `end` (seconds UTC).

    `messages`: ts (s, UTC, ascending), channel, topic (or null), author, to (author addressed, or null), length
    (characters), question, and `id` when the source has one. `movements`: ts, channel, author, kind ("join" or
    "leave"). `author` keeps the type it came with, in every frame that a conclusion returns. `since`: messages are
    complete from this moment (s, UTC); before it only the rollups are known.
    """

    messages: pl.DataFrame
    movements: pl.DataFrame
    end: int
    flagged: frozenset[object] = frozenset()
    """Authors whom their platform calls bots."""
    since: int = 0
    judged: frozenset[object] | None = None
    """Who is a bot, where somebody has decided it; recognised by behaviour otherwise."""
    rolled: known.Rollups | None = field(default=None, repr=False, compare=False)
    """Rollups of this history, or of a longer one that begins with it."""

    @classmethod
    def from_parquet(cls, path: str | Path) -> History:
        """Columns ts, channel, author, length, question; `topic`, `to`, `kind`, `id`, `bot` may be missing. Raises
        OSError when the file is not there and ValueError when a needed column is missing."""
        scan = pl.scan_parquet(path)
        names = [name for name in scan.collect_schema().names() if name in frames.READ]
        return cls.from_frame(scan.select(names).collect())

    @classmethod
    def from_frame(cls, frame: pl.DataFrame) -> History:
        """The same from a frame in memory. Rows of one moment keep their order. `bot` marks messages of authors whom
        the platform calls bots; `id` identifies messages where a conclusion points at one."""
        missing = {"ts", "channel", "author"} - set(frame.columns)
        if missing:
            raise ValueError(f"a history needs the columns {', '.join(sorted(missing))}")
        frame = frame if frame["ts"].is_sorted() else frame.sort("ts", maintain_order=True)
        end = int(frame["ts"][-1]) + 1 if frame.height else 0
        return cls(frames.spoken(frame), frames.moved(frame), end, frames.flagged(frame))

    @classmethod
    def from_rollups(
        cls,
        channel_member_days: pl.DataFrame,
        channel_ties: pl.DataFrame,
        end: int,
        *,
        messages: pl.DataFrame | None = None,
        since: int | None = None,
        bots: frozenset[object] | None = None,
    ) -> History:
        """From stored rollups (columns as `rollups.channel_member_days` and `rollups.channel_ties`, any order) that
        hold what came before `end`. `messages`: the latest ones (columns as `from_frame`), complete since `since` (s,
        UTC; by default the first of them). A conclusion that reads older messages raises `NeedsMessages`. `bots`: the
        last word on who is a bot; recognised by behaviour when it is None. Ties are taken as they are given."""
        author = channel_member_days.schema["author"]
        recent = messages if messages is not None else pl.DataFrame(schema=frames.empty(author))
        latest = cls.from_frame(recent)
        complete = since if since is not None else (int(recent["ts"].min() or end) if recent.height else end)  # type: ignore[arg-type]
        rolled = known.Rollups.stored(channel_member_days, channel_ties, latest.flagged)
        return cls(latest.messages, latest.movements, int(end), latest.flagged, complete, bots, rolled)

    def until(self, timestamp: int) -> History:
        """The same community as it was known at `timestamp` (s, UTC); nothing at or after it is visible. Cheap: days
        before the last are taken from the rollups of the longer history, which never depend on what came later."""
        timestamp = int(timestamp)
        messages = frames.before(self.messages, timestamp)
        movements = frames.before(self.movements, timestamp)
        return History(messages, movements, timestamp, self.flagged, self.since, self.judged, self._rollups)

    @cached_property
    def bots(self) -> frozenset[object]:
        """Authors recognised as programs; see `qunli.analysis.bots`."""
        if self.judged is not None:
            return self.judged
        return bots.recognise(self._all_member_days) | self.flagged

    @cached_property
    def spoken(self) -> pl.DataFrame:
        """`messages` of people only."""
        return frames.without(self.messages, self.bots, "author")

    @cached_property
    def member_days(self) -> pl.DataFrame:
        """People's days; see `rollups.member_days`. Ascending by day and author."""
        return frames.without(self._all_member_days, self.bots, "author")

    @cached_property
    def channel_member_days(self) -> pl.DataFrame:
        """People's days by channel; see `rollups.channel_member_days`."""
        return frames.without(self._all_channel_member_days, self.bots, "author")

    @property
    def everybodys_days(self) -> pl.DataFrame:
        """Days by channel, those of programs included."""
        return self._all_channel_member_days

    @cached_property
    def channel_ties(self) -> pl.DataFrame:
        """Who spoke to whom, where and on which day; see `rollups.channel_ties`. Only between people."""
        pairs = self._rollups.ties_before(self.end, self.messages, self.since, self.bots)
        return frames.without(pairs, self.bots, "author", "other")

    @cached_property
    def ties(self) -> pl.DataFrame:
        """Who spoke to whom on which day; see `rollups.ties`. Only between people. Ascending by day."""
        pairs = self.channel_ties.group_by("author", "other", "day").agg(pl.col("named", "next", "weight").sum())
        return pairs.sort("day", "author", "other")

    def recent(self, seconds: int) -> pl.DataFrame:
        """People's messages of the last `seconds`. Raises NeedsMessages when this history does not hold them all."""
        begin = self.end - seconds
        if begin < self.since and self._all_member_days.height:
            raise NeedsMessages(f"messages are known since {self.since}, needed since {begin}")
        return self.spoken.tail(self.spoken.height - int(self.spoken["ts"].search_sorted(begin, side="left")))

    @cached_property
    def _rollups(self) -> known.Rollups:
        return self.rolled or known.Rollups.of(self.messages, self.end, self.flagged)

    @cached_property
    def _all_channel_member_days(self) -> pl.DataFrame:
        return self._rollups.days_before(self.end, self.messages, self.since)

    @cached_property
    def _all_member_days(self) -> pl.DataFrame:
        return known.across_channels(self._all_channel_member_days)
