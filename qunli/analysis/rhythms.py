"""When in the day members write: fading counts of their hours, and the daily rhythms that a group's members share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DAY = 86_400
HOURS = 24
HALF_LIVES = (14.0, 28.0, 112.0, 224.0, 448.0)
"""Days after which a day counts half. Longer than a year blurs clock changes and moved lives, shorter than two weeks
is mostly chance; see docs/research/stage-and-hours.md."""
ARCHETYPE_HALF_LIFE = 224.0
ARCHETYPES = 12
ENOUGH_HOURS = 5.0
"""Faded member-hours from which a member helps to shape the archetypes."""


@dataclass(frozen=True)
class Rhythms:
    """Members' daily rhythms as known at a moment; all arrays are in the order of `authors`.

    `counts[i, m, h]`: days on which member m wrote in UTC hour h, faded with `HALF_LIVES[i]`. `first`, `last`: days
    from the member's first and last active day until the moment (the day before it is 1).
    """

    authors: pl.Series
    counts: Floats
    first: Floats
    last: Floats

    def faded(self, half_life: float) -> Floats:
        """Members by 24, of one of `HALF_LIVES`."""
        return np.asarray(self.counts[HALF_LIVES.index(half_life)])

    def group(self, half_life: float) -> Floats:
        """The share of each hour in what the whole group writes, smoothed; 24, sums to 1."""
        return shares(near(self.faded(half_life).sum(axis=0)))


def observe(member_days: pl.DataFrame, end: int) -> Rhythms:
    """The rhythms at `end` (s, UTC) from member-days before it, as `History.member_days` gives them."""
    today = (end - 1) // DAY + 1
    days = member_days.select("author", "day", "hours")
    authors = days["author"].unique(maintain_order=False).sort()
    order = pl.DataFrame({"author": authors}).with_row_index("member")
    member = days.join(order, on="author", how="left", maintain_order="left")["member"].to_numpy().astype(np.int64)
    ages = today - days["day"].to_numpy().astype(np.float64)
    rows, hours = np.nonzero((days["hours"].to_numpy()[:, None] >> np.arange(HOURS)) & 1)
    cells = member[rows] * HOURS + hours
    size = len(authors)
    counts = [
        np.bincount(cells, weights=0.5 ** (ages[rows] / half_life), minlength=size * HOURS).reshape(size, HOURS)
        for half_life in HALF_LIVES
    ]
    first, last = np.zeros(size), np.full(size, np.inf)
    np.maximum.at(first, member, ages)
    np.minimum.at(last, member, ages)
    return Rhythms(authors, np.stack(counts), first, last)


def archetype_shares(rhythms: Rhythms, rounds: int = 40, temper: float = 0.6) -> Floats:
    """What each member's hours would look like if they lived as the members most like them do; members by 24, each row
    sums to 1.

    A mixture of multinomials by expectation maximisation (Dempster, Laird and Rubin 1977) over faded counts, started
    from members sorted by the phase of their day, so the same history always gives the same answer. `temper` below 1
    weakens the likelihood because one day's hours are not independent draws. A group too small for archetypes gets
    its own common rhythm.
    """
    counts = rhythms.faded(ARCHETYPE_HALF_LIFE)
    known = counts[counts.sum(axis=1) > ENOUGH_HOURS]
    kinds = min(ARCHETYPES, len(known) // 3)
    if kinds < 1:
        return np.tile(rhythms.group(ARCHETYPE_HALF_LIFE), (len(counts), 1))
    days = shares(_started(known, kinds))
    weights = np.full(kinds, 1 / kinds)
    for _ in range(rounds):
        belonging = _belonging(known, days, weights, temper)
        weights = belonging.mean(axis=0) + 1e-6
        weights /= weights.sum()
        days = shares(near(belonging.T @ known) + 0.05)
    return _belonging(counts, days, weights, temper) @ days


def _started(counts: Floats, kinds: int) -> Floats:
    phase = np.angle(counts @ np.exp(2j * np.pi * np.arange(HOURS) / HOURS))
    order = np.argsort(phase, kind="stable")
    return np.stack([near(near(counts[part].sum(axis=0))) + 0.1 for part in np.array_split(order, kinds)])


def _belonging(counts: Floats, days: Floats, weights: Floats, temper: float) -> Floats:
    likelihood = temper * (counts @ np.log(days).T) + np.log(weights)
    likelihood = np.exp(likelihood - likelihood.max(axis=1, keepdims=True))
    return np.asarray(likelihood / likelihood.sum(axis=1, keepdims=True))


def near(hours: Floats) -> Floats:
    """Smoothed around the clock with weights 1/4, 1/2, 1/4."""
    return 0.5 * hours + 0.5 * beside(hours, 1)


def beside(hours: Floats, distance: int) -> Floats:
    """The mean of the hours `distance` before and after, around the clock."""
    return np.asarray(0.5 * (np.roll(hours, distance, axis=-1) + np.roll(hours, -distance, axis=-1)))


def shares(hours: Floats) -> Floats:
    """Each row divided by its sum; a row of nothing becomes even."""
    total = hours.sum(axis=-1, keepdims=True)
    return np.where(total > 0, hours / np.where(total > 0, total, 1.0), 1 / HOURS)
