"""Where chance comes from: one independent generator for every purpose and step of a world."""

from __future__ import annotations

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def dice(seed: int, purpose: str, step: int = 0) -> np.random.Generator:
    """A generator that depends on these three only, so that one part may change without moving the others."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(crc32(purpose.encode()), step)))


def pick(rng: np.random.Generator, weights: Floats, size: int) -> Ints:
    """`size` indices drawn with replacement in proportion to `weights` (any positive scale)."""
    edges = np.cumsum(weights)
    found: Ints = np.searchsorted(edges, rng.random(size) * edges[-1], side="right")
    return np.minimum(found, len(weights) - 1)


def pick_in_rows(rng: np.random.Generator, edges: Floats, rows: Ints) -> Ints:
    """One index for each entry of `rows`, drawn from that row of `edges` (cumulative, ends at 1 in each row)."""
    points = rng.random(len(rows))
    found: Ints = (edges[rows] <= points[:, None]).sum(axis=1)
    last: int = edges.shape[1] - 1
    return np.minimum(found, last)


def pick_columns(rng: np.random.Generator, weights: Floats) -> tuple[Ints, Floats]:
    """One column for each row in proportion to `weights`, and the rows' totals; a row of zeros gives the last one."""
    edges = np.cumsum(weights, axis=1)
    totals = edges[:, -1]
    points = rng.random(len(weights)) * totals
    found: Ints = (edges <= points[:, None]).sum(axis=1)
    last: int = weights.shape[1] - 1
    return np.minimum(found, last), totals


def apportion(shares: Floats, total: int) -> Ints:
    """Whole numbers that add up to `total`, in proportion to `shares` (largest remainders)."""
    exact = shares / shares.sum() * total
    whole: Ints = np.floor(exact).astype(np.int64)
    rest = np.argsort(whole - exact, kind="stable")[: total - int(whole.sum())]
    whole[rest] += 1
    return whole
