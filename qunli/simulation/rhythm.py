"""When people are at the chat: hours of the day with a main and a second peak, weekends, time zones.

Zones are fixed distances from UTC; summer time is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qunli.simulation.dice import Floats, Ints, pick, pick_in_rows
from qunli.simulation.words import DAY, HOUR

# Local hour, spread in hours, share of people whose main time this is: evening, lunch, morning, late night, afternoon.
_TIMES = ((20.6, 1.3, 0.44), (12.5, 0.9, 0.17), (8.3, 1.1, 0.15), (23.0, 1.0, 0.10), (16.0, 1.6, 0.14))
_MONDAY = 3
"""Days since 1970-01-01, a Thursday, plus this, modulo 7: Monday is 0."""


@dataclass(frozen=True)
class Rhythm:
    """`hours[member, 0 weekday or 1 weekend, hour UTC]`, mean 1 over the week; `edges` are its cumulative shares by
    day kind; `days[member, 7]` are weights from Monday."""

    hours: NDArray32
    edges: Floats
    days: Floats

    def at(self, members: Ints, moments: Ints) -> Floats:
        """How likely each member is at the chat at each moment, 1 on average; the shapes broadcast."""
        weekend = (weekday(moments) >= 5).astype(np.int64)
        flat = self.hours.reshape(len(self.hours), -1)
        found: Floats = flat[members, weekend * 24 + moments // HOUR % 24].astype(np.float64)
        return found

    def moments(self, members: Ints, days: Ints, rng: np.random.Generator) -> Ints:
        """A second for each member on each day (days since 1970), in the member's own hours."""
        weekend = (weekday(days * DAY) >= 5).astype(np.int64)
        edges = self.edges.reshape(-1, 24)
        hours = pick_in_rows(rng, edges, members * 2 + weekend)
        return days * DAY + hours * HOUR + rng.integers(0, HOUR, len(members))


NDArray32 = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


def weekday(moments: Ints) -> Ints:
    """Monday 0 to Sunday 6, by UTC."""
    return (moments // DAY + _MONDAY) % 7


def draw_rhythm(zones: Ints, rng: np.random.Generator) -> Rhythm:
    """A rhythm for each member; `zones` are hours from UTC."""
    size = len(zones)
    main, second = _peak(size, rng), _peak(size, rng)
    weight = rng.beta(2.2, 3.2, size)[:, None]
    ground = rng.uniform(0.45, 1.3, size)[:, None]
    late = rng.uniform(0, 1.6, size)[:, None]
    day = np.clip(1.0 - np.abs((np.arange(24)[None, :] - 15.0) / 9.0) ** 6, 0.0, 1.0)
    weekdays = (1 - weight) * _bell(main, 0 * late) + weight * _bell(second, 0 * late) + ground * (day + 0.02) / 15
    weekends = (1 - weight) * _bell(main, late) + weight * _bell(second, late) + 1.5 * ground * (day + 0.02) / 15
    local = np.stack([weekdays, weekends], axis=1)
    local /= local.sum(axis=2, keepdims=True)
    hours = np.take_along_axis(local, ((np.arange(24)[None, :] + zones[:, None]) % 24)[:, None, :], axis=2)
    fondness = np.exp(rng.normal(-0.2, 0.4, size))
    days = np.ones((size, 7))
    days[:, 5:] = fondness[:, None]
    days *= np.exp(rng.normal(0, 0.25, (size, 7)))
    return Rhythm(
        hours=(hours * 24 * np.stack([np.ones(size), fondness], axis=1)[:, :, None]).astype(np.float32),
        edges=np.cumsum(hours, axis=2),
        days=days / days.mean(axis=1, keepdims=True),
    )


def _peak(size: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    times = np.array(_TIMES)
    kind = pick(rng, times[:, 2], size)
    return rng.normal(times[kind, 0], times[kind, 1])[:, None], rng.uniform(1.1, 3.4, size)[:, None]


def _bell(peak: tuple[Floats, Floats], shift: Floats) -> Floats:
    """A bell around an hour of the day, wrapped at midnight, summing to one."""
    middle, width = peak
    away = (np.arange(24)[None, :] + 0.5 - middle - shift + 12) % 24 - 12
    bell: Floats = np.exp(-0.5 * (away / width) ** 2)
    bell /= bell.sum(axis=1, keepdims=True)
    return bell
