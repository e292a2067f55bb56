"""A world that goes on after it was begun: what was said until a moment, and what was said since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import polars as pl

from qunli.simulation.plan import Plan, StageShape, preset
from qunli.simulation.stage import activity_curve
from qunli.simulation.words import WEEK
from qunli.simulation.world import Month, World, simulate

AHEAD = 52
"""Weeks that a world goes on after it was begun."""


@dataclass(frozen=True, kw_only=True)
class Stretch(World):
    """A piece of a world, which can be exported like a whole one."""

    pieces: tuple[Month, ...]

    def months(self) -> Iterator[Month]:
        """The months of the piece, cut to it."""
        return iter(self.pieces)

    @property
    def happened(self) -> int:
        """How many messages, joins and leaves there are."""
        return sum(month.messages.height + month.events.height for month in self.pieces)


def living_plan(name: str, begun: int, members: int, messages: int) -> Plan:
    """The named plan with about `members` and `messages` until `begun` (s, UTC), going on as it was for `AHEAD` weeks.

    The stages until `begun` are the plan's own; afterwards the community stays mature.
    """
    past = preset(name, begun)
    weeks = past.weeks + AHEAD
    squeeze = past.weeks / weeks
    shape = StageShape(
        creation=past.shape.creation * squeeze,
        growth=past.shape.growth * squeeze,
        maturity=1 - (past.shape.creation + past.shape.growth) * squeeze,
    )
    curve = activity_curve(weeks, shape)
    said = float(curve[: past.weeks].sum() / curve.sum())
    plan = replace(
        past, weeks=weeks, until=begun + AHEAD * WEEK, shape=shape, messages=round(messages / said), closing=0
    )
    return replace(plan, members=_ever_joining(replace(plan, members=members), begun))


def _ever_joining(plan: Plan, begun: int) -> int:
    """How many people have to join in all for `plan.members` of them to have done so by `begun`."""
    wanted = plan.members
    early = int((simulate(plan, 1).joined < begun).sum())
    return round(wanted * wanted / max(early, 1))


class Living:
    """Lives through a world as time passes. Holds the months that can still be asked for, no others."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._coming = world.months()
        self._kept: list[Month] = []

    def between(self, since: int, until: int) -> Stretch:
        """What was said from `since` to before `until` (s, UTC), with the reactions and edits of that time. `since`
        must not be earlier than in the call before."""
        while not self._kept or self._kept[-1].start < until:
            month = next(self._coming, None)
            if month is None:
                break
            self._kept.append(month)
        later = [month.start for month in self._kept[1:]]
        passed = sum(start <= since for start in later)
        del self._kept[:passed]
        pieces = tuple(_cut(month, since, until) for month in self._kept if month.start < until)
        world = self.world
        return Stretch(world.plan, world.seed, world.people, world.timeline, world.joined, pieces=pieces)


def _cut(month: Month, since: int, until: int) -> Month:
    inside = pl.col("at").is_between(since, until, closed="left")
    messages = month.messages.filter(inside)
    edited = pl.when(pl.col("edited_at") < until).then("edited_at").otherwise(-1).cast(messages["edited_at"].dtype)
    return Month(
        month.start,
        messages.with_columns(edited_at=edited),
        month.events.filter(inside),
        month.reactions.filter(pl.col("at") < until).join(messages.select("id"), on="id", how="semi"),
    )
