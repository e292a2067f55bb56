"""The state of everybody as the weeks pass: moods, pauses, circles of friends, who is still interested."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from qunli.simulation.dice import Flags, Floats, Ints, dice, pick
from qunli.simulation.people import INVITATION, People, founders_of
from qunli.simulation.plan import Plan
from qunli.simulation.words import BOT, DAY, HOUR, NEVER, WEEK

_CIRCLE = 16
"""How many recent partners a person remembers; a partner talked with often stands there several times."""
_JUDGED_AFTER = 3 * DAY
"""A newcomer who hears nothing for this long feels unanswered."""
_MOOD, _MOOD_KEPT = 0.8, 0.93
_PAUSE, _RESUME = 0.03, 0.3


@dataclass
class Crowd:
    """Mutable arrays by person; moments are seconds UTC and `NEVER` when they have not come."""

    people: People
    joined: Ints
    group_joined: Ints
    speaks_from: Ints
    gone: Ints
    """End of interest: nothing is written at or after it."""
    leave_lag: Ints
    left: Ints
    removed_by: Ints
    invited_by: Ints
    first_spoke: Ints
    last_spoke: Ints
    first_heard: Ints
    answered: Ints
    """1 answered, 0 not, -1 not yet known."""
    mood: Floats
    pausing: Flags
    circle: Ints
    peak_present: int = 0
    ties: list[tuple[Ints, Ints]] = field(default_factory=list)

    def present(self, moment: int) -> Flags:
        """Who has joined, is still interested and is a human being."""
        here: Flags = (self.joined <= moment) & (self.gone > moment) & (self.people.role != BOT)
        return here

    def willingness(self, moment: int) -> Floats:
        """Relative rate of talk of each person in the week before `moment`."""
        age = np.clip((moment - self.joined) / DAY, 0, 10_000)
        warm = 1 - 0.6 * np.exp(-age / 20)
        ahead = (self.gone - moment + WEEK) / DAY
        span = np.minimum(90.0, 0.6 * self.people.stay)
        fading = np.where(self.people.fades, np.clip(ahead / np.maximum(span, 1e-9), 0.03, 1), 1.0)
        active = (self.speaks_from < moment) & (self.gone > moment - WEEK) & ~self.pausing & (self.people.role != BOT)
        return np.where(active, self.people.rate * np.exp(self.mood) * warm * fading, 0.0)


def gather_crowd(plan: Plan, people: People, joined: Ints, start: int, seed: int) -> Crowd:
    """Everybody before the first week. `joined` is by member, bots are there from the start."""
    rng = dice(seed, "crowd")
    size, bots = len(people), len(people.bots)
    joined = np.concatenate([joined, np.full(bots, start)])
    roaming = joined[:, None] + (rng.exponential(10.0, people.roams.shape) * DAY).astype(np.int64) + 60
    roaming = np.where(people.role[:, None] == BOT, joined[:, None], roaming)
    founder = np.arange(size) < founders_of(plan)
    roaming = np.where(founder[:, None], joined[:, None] + rng.integers(60, 6 * HOUR, roaming.shape), roaming)
    group_joined = np.where(people.roams, roaming, NEVER)
    group_joined[np.arange(size), people.home] = joined
    speaks_from = np.where(np.isfinite(people.first_words), people.first_words, 0.0) * DAY + joined + 60
    never = np.full(size, NEVER)
    return Crowd(
        people=people,
        joined=joined,
        group_joined=group_joined,
        speaks_from=np.where(np.isfinite(people.first_words), speaks_from, NEVER).astype(np.int64),
        gone=np.minimum(joined + people.stay * DAY, NEVER).astype(np.int64),
        leave_lag=(rng.exponential(4.0, size) * DAY).astype(np.int64) + 30,
        left=never.copy(),
        removed_by=np.full(size, -1),
        invited_by=np.full(size, -1),
        first_spoke=never.copy(),
        last_spoke=np.zeros(size, dtype=np.int64),
        first_heard=never.copy(),
        answered=np.full(size, -1),
        mood=rng.normal(-(_MOOD**2) / 2, _MOOD, size),
        pausing=rng.random(size) < _PAUSE,
        circle=np.full((size, _CIRCLE), -1),
    )


def begin_week(crowd: Crowd, start: int, rng: np.random.Generator) -> None:
    """Moods drift, some pause and some come back, those invited this week get an inviter among those present."""
    size = len(crowd.people)
    level = -(_MOOD**2) / 2
    shock = rng.normal(0, _MOOD * np.sqrt(1 - _MOOD_KEPT**2), size)
    crowd.mood = level + _MOOD_KEPT * (crowd.mood - level) + shock
    chance = rng.random(size)
    crowd.pausing = np.where(crowd.pausing, chance > _RESUME, chance < _PAUSE)
    invited = (crowd.joined >= start) & (crowd.joined < start + WEEK) & (crowd.people.channel == INVITATION)
    hosts = crowd.willingness(start) * crowd.present(start) * (crowd.people.charm + 0.2)
    if invited.any() and hosts.sum() > 0:
        crowd.invited_by[invited] = pick(rng, np.sqrt(hosts), int(invited.sum()))


def remember(crowd: Crowd, author: Ints, to: Ints, at: Ints, rng: np.random.Generator) -> None:
    """What was said leaves its marks: first and last words, who was heard, whom one talks with. Orders by `at`."""
    np.minimum.at(crowd.first_spoke, author, at)
    np.maximum.at(crowd.last_spoke, author, at)
    answers = to >= 0
    author, to, at = author[answers], to[answers], at[answers]
    np.minimum.at(crowd.first_heard, to, at)
    crowd.circle[author, rng.integers(0, _CIRCLE, len(author))] = to
    back = rng.random(len(to)) < 0.7
    crowd.circle[to[back], rng.integers(0, _CIRCLE, int(back.sum()))] = author[back]
    crowd.ties.append((author, to))


def end_week(crowd: Crowd, plan: Plan, now: int, capacity: float, rng: np.random.Generator) -> None:
    """Newcomers who spoke stay longer or shorter for having been answered; a shrinking community loses its surplus.

    `capacity` is the coming week's activity as a share of the peak, 1 or more when nobody has to go.
    """
    spoke = (crowd.answered < 0) & (crowd.first_spoke < now - _JUDGED_AFTER)
    heard = crowd.first_heard < crowd.first_spoke + _JUDGED_AFTER
    crowd.answered[spoke] = heard[spoke]
    newcomer = spoke & (crowd.gone > now) & (np.arange(len(spoke)) >= founders_of(plan))
    factor = np.where(heard, plan.answered_stays, plan.unanswered_stays)
    kept = now + ((crowd.gone - now) * factor).astype(np.int64)
    crowd.gone = np.where(newcomer, kept, crowd.gone)
    present = crowd.present(now)
    count = int(present.sum())
    crowd.peak_present = max(crowd.peak_present, count)
    surplus = 1 - capacity * crowd.peak_present / max(count, 1)
    if capacity < 1 and surplus > 0:
        weary = present & (rng.random(len(present)) < surplus)
        crowd.gone = np.where(weary, now + rng.integers(1, WEEK, len(present)), crowd.gone)
    human = crowd.people.role != BOT
    crowd.gone = np.where(human & (crowd.gone >= now), np.maximum(crowd.gone, crowd.last_spoke + 60), crowd.gone)
