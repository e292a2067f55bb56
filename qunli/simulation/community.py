"""One run through a community's life, week by week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from qunli.simulation.audience import Audience
from qunli.simulation.bots import bot_messages
from qunli.simulation.comings import joins, leaves, remove_advertisers
from qunli.simulation.crowd import begin_week, end_week, gather_crowd, remember
from qunli.simulation.dice import Ints, dice
from qunli.simulation.frames import EVENT_SCHEMA, MESSAGE_SCHEMA, conversation_frame
from qunli.simulation.openings import open_conversations
from qunli.simulation.people import People
from qunli.simulation.plan import Plan
from qunli.simulation.reactions import react
from qunli.simulation.talk import hold_conversations
from qunli.simulation.timeline import Timeline
from qunli.simulation.words import STAGES, WEEK


@dataclass(frozen=True)
class Week:
    """What happened in one week, in order of time; `id` numbers messages and events together from 1."""

    messages: pl.DataFrame
    events: pl.DataFrame
    reactions: pl.DataFrame


class Community:
    """A run. The crowd's state stays readable after the last week, for the truth."""

    def __init__(self, plan: Plan, people: People, joined: Ints, timeline: Timeline, seed: int) -> None:
        self.plan, self.timeline = plan, timeline
        self.crowd = gather_crowd(plan, people, joined, timeline.start, seed)
        self.present: list[int] = []
        self.ties = pl.DataFrame(schema={"author": pl.Int32, "to": pl.Int32, "talks": pl.UInt32})
        self._seed = seed
        self._later = pl.DataFrame(schema=MESSAGE_SCHEMA)
        self._later_events = pl.DataFrame(schema=EVENT_SCHEMA)
        self._ids = np.zeros(1 << 16, dtype=np.int64)
        self._written, self._talks, self._id, self._by_people = 0, 0, 0, 0
        self._per_opening = 5.0

    def weeks(self) -> Iterator[Week]:
        """Every week once, from the first."""
        for week in range(self.timeline.weeks):
            yield self._live(week)

    def _live(self, week: int) -> Week:
        start = self.timeline.begin(week)
        rng = dice(self._seed, "week", week)
        begin_week(self.crowd, start, rng)
        joined = joins(self.crowd, start)
        messages, removals = self._say(week, start, joined, rng)
        events = pl.concat([self._later_events, joined, leaves(self.crowd, start), removals])
        said, events = self._until(start + WEEK, messages, events)
        reactions = react(self.plan, self.crowd, said, start, rng)
        self._close(week, start + WEEK, rng)
        return Week(said, events, reactions)

    def _say(
        self, week: int, start: int, joined: pl.DataFrame, rng: np.random.Generator
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The week's new messages and the removals that follow from them."""
        crowd, days = self.crowd, self.timeline.days[week * 7 : week * 7 + 7]
        owed = int(self.timeline.messages[: week + 1].sum()) * (1 - self.plan.bot_share) - self._by_people
        openings = open_conversations(self.plan, crowd, start, days, int(max(owed, 0) / self._per_opening) + 1, rng)
        rows = hold_conversations(crowd, openings, Audience(crowd, start), rng)
        if len(openings):
            self._per_opening = 0.7 * self._per_opening + 0.3 * max(len(rows) / len(openings), 1.2)
        talk = conversation_frame(crowd, openings, rows, self._written, self._talks)
        self._talks += len(openings)
        warnings, removals = remove_advertisers(crowd, talk, self._written + len(rows), rng)
        speaking = pl.Series(crowd.gone[talk["author"].to_numpy()] > talk["at"].to_numpy(), dtype=pl.Boolean)
        people = pl.concat([talk.filter(speaking), warnings])
        author, to, at = (people[name].to_numpy().astype(np.int64) for name in ("author", "to", "at"))
        remember(crowd, author, to, at, rng)
        self._by_people += len(people)
        next_uid = self._written + len(rows) + len(warnings)
        posts = bot_messages(self.plan, crowd, people, joined, start, next_uid, rng)
        messages = pl.concat([people, posts])
        self._written = next_uid + len(posts)
        return messages, removals

    def _until(self, end: int, messages: pl.DataFrame, events: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """What happens before `end`, numbered in order of time; the rest waits for its week."""
        messages = pl.concat([self._later, messages])
        self._later = messages.filter(pl.col("at") >= end)
        self._later_events = events.filter(pl.col("at") >= end)
        said = messages.filter(pl.col("at") < end).sort("at", "uid")
        events = events.filter(pl.col("at") < end).sort("at", maintain_order=True)
        order = np.argsort(np.concatenate([events["at"].to_numpy(), said["at"].to_numpy()]), kind="stable")
        ids = np.empty(len(order), dtype=np.int64)
        ids[order] = self._id + 1 + np.arange(len(order))
        self._id += len(order)
        self._number(said["uid"].to_numpy(), ids[len(events) :])
        answers = said["answers"].to_numpy()
        said = said.with_columns(
            id=pl.Series(ids[len(events) :]),
            answers=pl.Series(np.where(answers >= 0, self._ids[np.maximum(answers, 0)], -1)),
        )
        return said, events.with_columns(id=pl.Series(ids[: len(events)]))

    def _number(self, uids: Ints, ids: Ints) -> None:
        while len(self._ids) < self._written:
            self._ids = np.concatenate([self._ids, np.zeros_like(self._ids)])
        self._ids[uids] = ids

    def _close(self, week: int, now: int, rng: np.random.Generator) -> None:
        crowd, timeline = self.crowd, self.timeline
        shrinking = week + 1 < timeline.weeks and timeline.stages[week + 1] == STAGES[3]
        capacity = float(timeline.curve[week + 1]) if shrinking else 1.0
        end_week(crowd, self.plan, now, capacity, rng)
        self.present.append(int(crowd.present(now).sum()))
        if len(crowd.ties) >= 8 or week + 1 == timeline.weeks:
            parts = [
                pl.DataFrame({"author": a, "to": b}, schema={"author": pl.Int32, "to": pl.Int32}) for a, b in crowd.ties
            ]
            fresh = pl.concat(parts).with_columns(talks=pl.lit(1, dtype=pl.UInt32))
            crowd.ties.clear()
            self.ties = pl.concat([self.ties, fresh]).group_by("author", "to").agg(pl.col("talks").sum())
