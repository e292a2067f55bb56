"""What bots write: a welcome after every join, posts by the clock, replies a second after a person."""

from __future__ import annotations

import numpy as np
import polars as pl

from qunli.simulation.crowd import Crowd
from qunli.simulation.dice import Ints
from qunli.simulation.frames import message_frame
from qunli.simulation.plan import Plan
from qunli.simulation.words import BOT_POST, BOT_REPLY, BOT_WELCOME, DAY, HOUR, WEEK

_REPLIES = 0.35
"""Share of a bot's messages, welcomes apart, that answer somebody."""


def bot_messages(
    plan: Plan, crowd: Crowd, said: pl.DataFrame, joined: pl.DataFrame, start: int, uid: int, rng: np.random.Generator
) -> pl.DataFrame:
    """The bots' share of the week: `said` are the people's messages, `joined` the joins."""
    bots = crowd.people.bots
    budget = round(len(said) * plan.bot_share / max(1 - plan.bot_share, 0.01))
    if not len(bots) or not budget:
        return message_frame(**{name: np.zeros(0, dtype=np.int64) for name in said.columns})
    greeted = joined.head(budget)
    rest = budget - len(greeted)
    replies = said.filter(_spread(rng, len(said), int(rest * _REPLIES)))
    posts = rest - len(replies)
    none = np.full(posts, -1)
    post_at, bot = _by_the_clock(start, posts, len(bots), rng)
    answered = replies["at"].to_numpy() + rng.integers(1, 3, len(replies))
    welcomed = greeted["at"].to_numpy() + rng.integers(1, 4, len(greeted))
    size = budget
    return message_frame(
        uid=uid + np.arange(size),
        at=np.concatenate([welcomed, answered, post_at]),
        group=np.concatenate(
            [_column(greeted, "group"), _column(replies, "group"), rng.integers(0, len(plan.groups), posts)]
        ),
        author=np.concatenate([np.full(len(greeted), bots[0]), np.full(len(replies), bots[-1]), bots[bot]]),
        kind=np.repeat([BOT_WELCOME, BOT_REPLY, BOT_POST], [len(greeted), len(replies), posts]),
        subject=np.concatenate(
            [np.zeros(len(greeted)), _column(replies, "subject"), rng.integers(0, 10, posts)]
        ).astype(np.int64),
        language=rng.integers(0, 2, size),
        conversation=np.full(size, -1),
        answers=np.concatenate([np.full(len(greeted), -1), replies["uid"].to_numpy(), none]),
        to=np.concatenate([_column(greeted, "person"), _column(replies, "author"), none]),
    )


def _column(frame: pl.DataFrame, name: str) -> Ints:
    return frame[name].to_numpy().astype(np.int64)


def _spread(rng: np.random.Generator, size: int, wanted: int) -> pl.Series:
    chosen = np.zeros(size, dtype=bool)
    chosen[rng.permutation(size)[:wanted]] = True
    return pl.Series(chosen, dtype=pl.Boolean)


def _by_the_clock(start: int, count: int, bots: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Evenly over the week, at full hours for few posts, with a second or two of delay."""
    if not count:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    step = WEEK / count
    at = start + (np.arange(count) * step).astype(np.int64)
    grid = DAY // 4 if step >= DAY // 4 else HOUR if step >= HOUR else 60
    at = np.maximum(at // grid * grid, start) + rng.integers(0, 3, count)
    return at, np.arange(count) % bots
