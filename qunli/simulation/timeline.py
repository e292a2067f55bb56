"""When things happen at large: the weeks, how much is said in each, and how many people join."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qunli.simulation.dice import Floats, Ints, apportion
from qunli.simulation.plan import Plan
from qunli.simulation.stage import activity_curve, stages_of
from qunli.simulation.words import WEEK

_NEWCOMERS_FLOOR = 0.004
"""Even a shrinking community is found by somebody: joins a week as a share of its capacity."""


@dataclass(frozen=True)
class Timeline:
    """Arrays by week; `days` is by day and has mean 1 in every week."""

    start: int
    curve: Floats
    stages: list[str]
    messages: Ints
    days: Floats

    @property
    def weeks(self) -> int:
        return len(self.curve)

    def begin(self, week: int) -> int:
        """First second of a week."""
        return self.start + week * WEEK


def draw_timeline(plan: Plan, rng: np.random.Generator) -> Timeline:
    """The curve of the plan's stages, with a yearly lull, slow weather and lively and dull days."""
    curve = activity_curve(plan.weeks, plan.shape)
    weather = np.empty(plan.weeks)
    state = 0.0
    for week, shock in enumerate(rng.normal(0, 0.09, plan.weeks)):
        state = 0.6 * state + float(shock)
        weather[week] = state
    season = 1 - 0.07 * np.cos(2 * np.pi * (np.arange(plan.weeks) - 4) / 52.2)
    days = np.exp(rng.normal(0, 0.22, (plan.weeks, 7)))
    return Timeline(
        start=plan.until - plan.weeks * WEEK,
        curve=curve,
        stages=stages_of(curve),
        messages=apportion(curve * np.exp(weather) * season, plan.messages),
        days=(days / days.mean(axis=1, keepdims=True)).ravel(),
    )


def draw_joining(plan: Plan, curve: Floats, stays: Floats, founders: int, rng: np.random.Generator) -> Ints:
    """The second at which each member joins, founders first, sorted; shape (members,).

    How many join each week follows from the renewal equation: those present should follow `curve`, and of those who
    joined k weeks ago the share still interested is what `stays` (days) says.
    """
    weeks = plan.weeks
    survival = _surviving(stays, weeks)
    joins = np.zeros(weeks)
    for week in range(weeks):
        staying = float(joins[:week] @ survival[week:0:-1])
        joins[week] = max(curve[week] - staying, _NEWCOMERS_FLOOR)
    joins *= np.where(rng.random(weeks) < plan.campaigns, rng.uniform(2, 3.2, weeks), 1.0)
    start = plan.until - weeks * WEEK
    counts = apportion(joins, plan.members - founders)
    first = np.sort(start + rng.integers(0, 6 * 3600, founders))
    rest = start + np.repeat(np.arange(weeks), counts) * WEEK + rng.integers(6 * 3600, WEEK, plan.members - founders)
    return np.concatenate([first, np.sort(rest)])


def _surviving(stays: Floats, weeks: int) -> Floats:
    ordered = np.sort(stays)
    return 1 - np.searchsorted(ordered, np.arange(weeks) * 7.0, side="right") / len(ordered)
