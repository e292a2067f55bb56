"""Invented life cycles of communities, member by member, on which the stage forest learns.

Real communities whose whole life is known are few and alike; trained on them alone, the forest did worse than a rule
of thumb on others (docs/research/stage-and-hours.md). These are drawn widely on purpose: how
long, how large, how steady, how loyal.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from qunli.analysis.weekly import Floats, Weekly, of_visits

MOST_MEMBERS = 12_000


def life_cycle(chance: Generator) -> Weekly:
    """One community, seen from its first week until a random week of its life."""
    life = int(np.exp(chance.uniform(np.log(80), np.log(1400))))
    weeks = max(60, int(life * (1 - chance.uniform(0, 0.85) ** 0.7)))
    arriving = arrivals(chance, max(life, weeks))[:weeks]
    arriving /= arriving.max()
    rate = min(np.exp(chance.uniform(np.log(0.2), np.log(150))), MOST_MEMBERS / arriving.sum())
    founders = int(chance.integers(1, 8))
    first = np.concatenate([np.zeros(founders, int), np.repeat(np.arange(weeks), chance.poisson(rate * arriving))])
    stay = lifetimes(chance, len(first), founders)
    eager = chance.uniform(0.4, 2)
    keenness = chance.beta(eager, eager * chance.uniform(0.5, 3), len(first))
    weeks_there = np.minimum(first + stay.astype(int), weeks - 1) - first + 1
    member = np.repeat(np.arange(len(first)), weeks_there)
    since = np.arange(len(member)) - np.repeat(np.cumsum(weeks_there) - weeks_there, weeks_there)
    week = first[member] + since
    wrote = (since == 0) | (chance.random(len(member)) < (keenness[member] * mood(chance, weeks)[week]))
    return of_visits(member[wrote], week[wrote], weeks)


def arrivals(chance: Generator, weeks: int) -> Floats:
    """Relative number of newcomers a week: a shape, persistent noise, a season, sometimes an event."""
    shape = (rise_and_fall, opening_rush, waves, steady)[chance.choice(4, p=(0.3, 0.15, 0.45, 0.1))](chance, weeks)
    persistence, spread = chance.uniform(0.8, 0.99), chance.uniform(0.05, 0.35)
    shocks = chance.normal(size=weeks) * spread * np.sqrt(1 - persistence**2)
    noise = np.zeros(weeks)
    for week in range(1, weeks):
        noise[week] = persistence * noise[week - 1] + shocks[week]
    season = chance.uniform(0, 0.2) * np.cos(2 * np.pi * (np.arange(weeks) - chance.uniform(0, 52)) / 52)
    coming = shape / shape.max() * np.exp(noise + season)
    if chance.random() < 0.3:
        begin = chance.integers(0, weeks)
        coming[begin : begin + chance.integers(1, 4)] *= chance.uniform(2, 6)
    return np.asarray(coming)


def rise_and_fall(chance: Generator, weeks: int) -> Floats:
    """Logistic rise, a plateau, then decay to a floor."""
    time = np.arange(weeks)
    middle = chance.uniform(0, 0.7) * weeks * chance.uniform(0.3, 1.3)
    rise = 1 / (1 + np.exp(-(time - middle) / max(2, middle * chance.uniform(0.1, 0.5))))
    fall, half = middle + chance.uniform(0.1, 1.5) * weeks, chance.uniform(10, 150)
    decay = chance.uniform(0, 0.3) + 0.7 * 0.5 ** (np.maximum(time - fall, 0) / half)
    return np.asarray(rise * np.where(time > fall, decay, 1.0))


def opening_rush(chance: Generator, weeks: int) -> Floats:
    """Most come at once, then fewer and fewer."""
    half = np.exp(chance.uniform(np.log(2), np.log(100)))
    return np.asarray(chance.uniform(0.02, 0.4) + 0.5 ** (np.arange(weeks) / half))


def waves(chance: Generator, weeks: int) -> Floats:
    """Two to four waves of differing height and width."""
    shape = np.full(weeks, 0.05)
    for _ in range(chance.integers(2, 5)):
        middle, width = chance.uniform(0, weeks), chance.uniform(0.04, 0.25) * weeks
        shape += np.exp(-0.5 * ((np.arange(weeks) - middle) / width) ** 2) * chance.uniform(0.3, 1)
    return shape


def steady(chance: Generator, weeks: int) -> Floats:
    """Exponential growth or slow decline over the whole life."""
    return np.asarray(np.exp(np.arange(weeks) / weeks * chance.uniform(-1, 3.5)))


def lifetimes(chance: Generator, members: int, founders: int) -> Floats:
    """Weeks each member stays: many come once, the rest for very different times, founders longer."""
    typical = np.exp(chance.uniform(np.log(6), np.log(120)))
    once = chance.random(members) < chance.uniform(0.2, 0.75)
    stay = np.where(once, 0, chance.exponential(1, members) ** 1.5 * typical)
    stay[:founders] = chance.exponential(1, founders) * typical * 3 + 10
    return np.asarray(stay)


def mood(chance: Generator, weeks: int) -> Floats:
    """What everybody's keenness is multiplied with: weekly noise, in half of the cases a lasting change."""
    level = np.ones(weeks)
    if chance.random() < 0.5:
        level[chance.integers(0, weeks) :] *= chance.uniform(0.3, 1.2)
    return np.asarray(np.minimum(level, 1) * np.exp(chance.normal(size=weeks) * chance.uniform(0.02, 0.15)))
