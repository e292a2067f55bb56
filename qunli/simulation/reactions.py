"""Emoji that people put on messages: more on pictures, recipes and on those whom people like."""

from __future__ import annotations

import numpy as np
import polars as pl

from qunli.simulation.crowd import Crowd
from qunli.simulation.dice import Ints, pick
from qunli.simulation.frames import named
from qunli.simulation.plan import Plan
from qunli.simulation.words import (
    BOT_REPLY,
    BOT_WELCOME,
    HELLO,
    KINDS,
    LAUGH,
    LURKER,
    PRAISE,
    RECIPE,
    SHOW,
    TOPIC,
    WEEK,
)

EMOJI = ("👍", "❤", "🔥", "👏", "😁", "🤔", "🙏", "🎉")
_LIKED = np.ones(len(KINDS))
_LIKED[[SHOW, RECIPE, HELLO, TOPIC]] = 4.0, 3.5, 2.0, 2.0
_LIKED[[LAUGH, PRAISE, BOT_REPLY, BOT_WELCOME]] = 0.3, 0.5, 0.1, 0.1
_COMMON = np.array([40, 22, 12, 9, 8, 2, 4, 3], dtype=np.float64)


def react(plan: Plan, crowd: Crowd, said: pl.DataFrame, start: int, rng: np.random.Generator) -> pl.DataFrame:
    """Reactions of the week from `start` to what was `said` in it: id, at, author, emoji; one a person and message."""
    author = said["author"].to_numpy().astype(np.int64)
    kind = said["kind"].to_numpy().astype(np.int64)
    many = rng.poisson(plan.reactions * 0.8 * _LIKED[kind] * crowd.people.charm[author])
    row = np.repeat(np.arange(len(said)), many)
    group = said["group"].to_numpy().astype(np.int64)[row]
    person = _reactors(crowd, group, start, rng)
    at = said["at"].to_numpy()[row] + (rng.exponential(1_500, len(row)) + 5).astype(np.int64)
    allowed = (person >= 0) & (person != author[row]) & (at < crowd.gone[person]) & (at < start + WEEK)
    allowed &= crowd.group_joined[person, group] < at
    emoji = pick(rng, _COMMON, len(row))
    frame = pl.DataFrame({"id": said["id"].to_numpy()[row], "at": at, "author": person, "emoji": emoji})
    unique = frame.filter(pl.Series(allowed, dtype=pl.Boolean)).unique(
        ["id", "author"], keep="first", maintain_order=True
    )
    return unique.with_columns(pl.col("author").cast(pl.Int32), emoji=named(unique["emoji"], EMOJI)).sort(
        "id", "at", "author"
    )


def _reactors(crowd: Crowd, group: Ints, start: int, rng: np.random.Generator) -> Ints:
    """Somebody of each group, readers included, who is there this week; -1 when there is nobody."""
    people = crowd.people
    eager = np.sqrt(people.rate) * np.where(people.role == LURKER, 0.5, 1.0) * crowd.present(start + WEEK)
    person = np.full(len(group), -1)
    for number in range(crowd.group_joined.shape[1]):
        mine = np.flatnonzero(group == number)
        weights = eager * (crowd.group_joined[:, number] < start + WEEK)
        if len(mine) and weights.sum() > 0:
            person[mine] = pick(rng, weights, len(mine))
    return person
