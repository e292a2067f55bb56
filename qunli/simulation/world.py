"""A simulated community: the same plan and seed give the same people, messages and truth, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

import polars as pl

from qunli.simulation.community import Community, Week
from qunli.simulation.dice import Ints, dice
from qunli.simulation.frames import named
from qunli.simulation.people import People, draw_people, founders_of
from qunli.simulation.plan import Plan
from qunli.simulation.texts import Writer
from qunli.simulation.timeline import Timeline, draw_joining, draw_timeline
from qunli.simulation.truth import Truth, tell_truth
from qunli.simulation.words import CHANNELS, KINDS, LANGUAGES, SUBJECTS, WEEK


@dataclass(frozen=True)
class Month:
    """One calendar month (UTC) of a world, in order of time. Moments are seconds UTC.

    messages: id, at, group, author, kind, subject, language, conversation, answers (true), reply_to (recorded), to,
        head, head_kind, body, tail, tail_kind, text, media, edited_at, question.
    events: id, at, group, person, what (join, leave, remove), by, channel.
    reactions: id (of the message), at, author, emoji.
    Persons and groups are positions in `World.people` and `Plan.groups`; -1 stands for none.
    """

    start: int
    messages: pl.DataFrame
    events: pl.DataFrame
    reactions: pl.DataFrame


@dataclass(frozen=True)
class World:
    """A plan brought to life by a seed."""

    plan: Plan
    seed: int
    people: People
    timeline: Timeline
    joined: Ints
    """Second at which each member joins, in order of `people`."""

    def months(self) -> Iterator[Month]:
        """The months in order, each held in memory alone; may be called again and gives the same."""
        run = self._run()
        writer = Writer(self.plan, self.people)
        for number, (start, week) in enumerate(_by_month(run.weeks(), self.timeline)):
            messages = writer.write(week.messages, dice(self.seed, "texts", number))
            yield Month(start, _readable(messages), _named(week.events, channel=CHANNELS), week.reactions)
        self.__dict__.setdefault("truth", tell_truth(run))

    @cached_property
    def truth(self) -> Truth:
        """The truth beside the messages. Free once `months` was read to its end, else the world is lived through."""
        run = self._run()
        for _ in run.weeks():
            pass
        return tell_truth(run)

    def _run(self) -> Community:
        return Community(self.plan, self.people, self.joined, self.timeline, self.seed)


def simulate(plan: Plan, seed: int) -> World:
    """A world ready to be lived through; people and timeline are drawn at once, messages as they are asked for."""
    people = draw_people(plan, seed)
    timeline = draw_timeline(plan, dice(seed, "timeline"))
    stays = people.stay[: plan.members]
    joined = draw_joining(plan, timeline.curve, stays, founders_of(plan), dice(seed, "joining"))
    return World(plan, seed, people, timeline, joined)


def _by_month(weeks: Iterator[Week], timeline: Timeline) -> Iterator[tuple[int, Week]]:
    """Weeks cut and joined at the first of each month (UTC)."""
    waiting: list[Week] = []
    start = timeline.start
    for number, week in enumerate(weeks):
        bound = _next_month(start)
        if timeline.begin(number) + WEEK > bound:
            waiting.append(_part(week, pl.col("at") < bound))
            yield start, _joined(waiting)
            waiting, week, start = [], _part(week, pl.col("at") >= bound), bound
        waiting.append(week)
    yield start, _joined(waiting)


def _next_month(moment: int) -> int:
    date = datetime.fromtimestamp(moment, UTC)
    year, month = (date.year + 1, 1) if date.month == 12 else (date.year, date.month + 1)
    return int(datetime(year, month, 1, tzinfo=UTC).timestamp())


def _part(week: Week, when: pl.Expr) -> Week:
    messages = week.messages.filter(when)
    return Week(messages, week.events.filter(when), week.reactions.join(messages.select("id"), on="id", how="semi"))


def _joined(weeks: list[Week]) -> Week:
    return Week(
        pl.concat([week.messages for week in weeks]),
        pl.concat([week.events for week in weeks]),
        pl.concat([week.reactions for week in weeks]),
    )


def _readable(messages: pl.DataFrame) -> pl.DataFrame:
    return _named(messages, kind=KINDS, subject=SUBJECTS, language=LANGUAGES).drop("uid")


def _named(frame: pl.DataFrame, **words: tuple[str, ...]) -> pl.DataFrame:
    return frame.with_columns(named(frame[column], among).alias(column) for column, among in words.items())
