"""Who begins a conversation, when, in which group, about what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qunli.simulation.crowd import Crowd
from qunli.simulation.dice import Floats, Ints, pick, pick_columns, pick_in_rows
from qunli.simulation.people import subject_of_home
from qunli.simulation.plan import Plan
from qunli.simulation.rhythm import weekday
from qunli.simulation.words import (
    ADVERT,
    ADVERTISER,
    ANSWERER,
    CHAT,
    CONNECTOR,
    DAY,
    GATHERINGS,
    HELLO,
    HOST,
    INTRODUCTIONS,
    KINDS,
    LINK,
    MARKET,
    MEETUP,
    QUESTION,
    RECIPE,
    ROLES,
    SHOW,
    TOPIC,
    WEEK,
)

_OPENERS = (QUESTION, CHAT, SHOW, RECIPE, MEETUP, LINK)
_KIND_SHARES = np.tile([0.24, 0.36, 0.22, 0.05, 0.04, 0.09], (len(ROLES), 1))
_KIND_SHARES[1] = [0.62, 0.16, 0.14, 0.02, 0.02, 0.04]
_KIND_SHARES[ANSWERER] = [0.08, 0.32, 0.24, 0.18, 0.03, 0.15]
_KIND_SHARES[CONNECTOR] = [0.14, 0.40, 0.14, 0.05, 0.17, 0.10]
_KIND_SHARES[HOST] = [0.10, 0.34, 0.16, 0.12, 0.14, 0.14]
_KIND_EDGES = np.cumsum(_KIND_SHARES / _KIND_SHARES.sum(axis=1, keepdims=True), axis=1)

_LENGTH = np.ones(len(KINDS))
_LENGTH[[CHAT, MEETUP, HELLO, LINK, TOPIC, RECIPE, ADVERT]] = 1.25, 1.4, 1.0, 0.5, 1.7, 0.8, 0.0


@dataclass(frozen=True)
class Openings:
    """Arrays by conversation. `length` is how many further messages it would like to have."""

    author: Ints
    at: Ints
    group: Ints
    subject: Ints
    kind: Ints
    language: Ints
    length: Ints
    openness: Floats
    """How much it is a dialogue of two (near 1) or a round of many (near 0)."""

    def __len__(self) -> int:
        return len(self.author)


def open_conversations(
    plan: Plan, crowd: Crowd, start: int, days: Floats, count: int, rng: np.random.Generator
) -> Openings:
    """About `count` openings in the week from `start`, besides the newcomers' and the hosts' own ones.

    `days` weighs the seven days. Nobody opens before their first words or after their interest has ended.
    """
    willing = crowd.willingness(start + WEEK) * crowd.people.begins
    author = pick(rng, willing, count) if willing.sum() > 0 else np.zeros(0, dtype=np.int64)
    at = moments_in_week(crowd, author, start, days, rng)
    last, last_at = _closing(plan, crowd, start, willing, rng)
    author, at = np.concatenate([author, last]), np.concatenate([at, last_at])
    kind = np.array(_OPENERS)[pick_in_rows(rng, _KIND_EDGES, crowd.people.role[author])]
    first, first_at, first_kind = _first_words(crowd, start, rng)
    host, host_at = _host_topics(plan, crowd, start, count, rng)
    author = np.concatenate([author, first, host])
    at = np.concatenate([at, first_at, host_at])
    kind = np.concatenate([kind, first_kind, np.full(len(host), TOPIC)])
    people = crowd.people
    kind = np.where((people.role[author] == ADVERTISER) & (kind != HELLO), ADVERT, kind)
    group = _where(crowd, author, at, rng)
    allowed = (at >= crowd.speaks_from[author]) & (at < crowd.gone[author]) & (at < start + WEEK)
    author, at, group, kind = author[allowed], at[allowed], group[allowed], kind[allowed]
    return Openings(
        author=author,
        at=at,
        group=group,
        subject=_about(plan, crowd, author, group, kind, rng),
        kind=kind,
        language=people.language[author],
        length=_lengths(crowd, author, kind, rng),
        openness=rng.beta(2.8, 1.5, len(author)),
    )


def moments_in_week(crowd: Crowd, author: Ints, start: int, days: Floats, rng: np.random.Generator) -> Ints:
    """A second in the week for each author, by the days' weights and the author's own rhythm."""
    calendar = start // DAY + np.arange(7)
    weights = crowd.people.rhythm.days[author][:, weekday(calendar * DAY)] * days[None, :]
    day = calendar[pick_columns(rng, weights)[0]]
    at = crowd.people.rhythm.moments(author, day, rng)
    return np.where(at < start, at + WEEK, at)


def _closing(plan: Plan, crowd: Crowd, start: int, willing: Floats, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """The openings of the last hours, by people whose hour it is."""
    if start + WEEK != plan.until or not plan.closing or willing.sum() <= 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    everybody = np.arange(len(willing))
    awake = np.sqrt(willing) * crowd.people.rhythm.at(everybody, np.array([plan.until - 3_600]))
    return pick(rng, awake, plan.closing), plan.until - rng.integers(1, 7_200, plan.closing)


def _first_words(crowd: Crowd, start: int, rng: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    """Newcomers whose first words fall into the week: a greeting, a question or just something."""
    due = np.flatnonzero((crowd.speaks_from >= start) & (crowd.speaks_from < start + WEEK))
    kind = np.array([HELLO, QUESTION, CHAT])[pick(rng, np.array([0.45, 0.38, 0.17]), len(due))]
    kind = np.where(crowd.people.role[due] == ADVERTISER, ADVERT, kind)
    return due, crowd.speaks_from[due], kind


def _host_topics(plan: Plan, crowd: Crowd, start: int, count: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Twice a week a host opens a round in the evening (China time) of a Tuesday and a Friday."""
    hosts = np.flatnonzero((crowd.people.role == HOST) & crowd.present(start))
    if not len(hosts) or count < 10 * len(plan.groups):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    calendar = start // DAY + np.arange(1, 7)
    evenings = calendar[np.isin(weekday(calendar * DAY), (1, 4))]
    at = np.repeat(evenings * DAY + 11 * 3_600, len(plan.groups))
    return rng.choice(hosts, len(at)), at + rng.integers(0, 9_000, len(at))


def _where(crowd: Crowd, author: Ints, at: Ints, rng: np.random.Generator) -> Ints:
    """Mostly at home; sometimes in another group that the author has joined by then."""
    groups = crowd.group_joined.shape[1]
    home = crowd.people.home[author]
    other = rng.integers(0, groups, len(author))
    roaming = (rng.random(len(author)) < 0.35) & (crowd.group_joined[author, other] <= at)
    return np.where(roaming, other, home)


def _about(plan: Plan, crowd: Crowd, author: Ints, group: Ints, kind: Ints, rng: np.random.Generator) -> Ints:
    subject = subject_of_home(plan, group, crowd.people.interests[author], rng)
    subject = np.where(kind == HELLO, INTRODUCTIONS, subject)
    subject = np.where(kind == MEETUP, GATHERINGS, subject)
    return np.where(kind == ADVERT, MARKET, subject)


def _lengths(crowd: Crowd, author: Ints, kind: Ints, rng: np.random.Generator) -> Ints:
    """Heavy-tailed; charming openers get longer conversations."""
    drawn = np.exp(rng.normal(1.75, 1.15, len(author))) * _LENGTH[kind] * np.sqrt(crowd.people.charm[author])
    shortest = np.where(np.isin(kind, (QUESTION, HELLO)), 2, 0)
    return np.clip(drawn, shortest, 150).astype(np.int64)
