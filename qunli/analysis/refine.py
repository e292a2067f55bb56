"""Betters a division of a graph by moving one vertex after another.

Fiduccia and Mattheyses (1982), for any number of parts: each pass moves every vertex at most once, always the one that
gains most, goes on through moves that lose, and keeps the best balanced point of the way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PASSES = 12
PATIENCE = 60
"""Moves in a pass without a better point, at least; a quarter of the vertices when that is more, `MOST_PATIENCE` at
most."""
MOST_PATIENCE = 400


@dataclass(frozen=True)
class Balance:
    """What each vertex weighs, and how little and how much a part may weigh."""

    weights: Floats
    least: float
    most: float

    def off(self, sizes: Floats) -> float:
        """How far the parts are out of bounds in all; 0 when balanced."""
        return float(np.maximum(sizes - self.most, 0).sum() + np.maximum(self.least - sizes, 0).sum())


def refined(graph: csr_array, part: Ints, parts: int, balance: Balance) -> Ints:
    """The same division with less weight cut. `graph`: symmetric weights; `part`: 0 to `parts` - 1 for each vertex."""
    for _ in range(PASSES):
        moved = _one_pass(graph, part, parts, balance)
        if moved is None:
            break
        part = moved
    return part


def cut(graph: csr_array, part: Ints) -> float:
    """Weight of the edges between parts."""
    edges = graph.tocoo()
    return float(edges.data[part[edges.coords[0]] != part[edges.coords[1]]].sum() / 2)


def _one_pass(graph: csr_array, start: Ints, parts: int, balance: Balance) -> Ints | None:
    size, everyone = len(start), np.arange(len(start))
    part, pull = start.copy(), graph @ np.eye(parts)[start]
    sizes = np.bincount(part, weights=balance.weights, minlength=parts).astype(np.float64)
    locked = np.zeros(size, bool)
    gained, best = 0.0, (-balance.off(sizes), 1e-9)
    moves: list[tuple[int, int]] = []
    kept = 0
    patience = min(max(PATIENCE, size // 4), MOST_PATIENCE)
    while len(moves) < size and len(moves) - kept <= patience:
        gains = pull - pull[everyone, part][:, None]
        gains[~_allowed(part, sizes, balance, locked)] = -np.inf
        vertex, to = divmod(int(gains.argmax()), parts)
        if gains[vertex, to] == -np.inf:
            break
        gained += gains[vertex, to]
        near = slice(graph.indptr[vertex], graph.indptr[vertex + 1])
        neighbours, tied = graph.indices[near], graph.data[near]
        pull[neighbours, part[vertex]] -= tied
        pull[neighbours, to] += tied
        sizes[part[vertex]] -= balance.weights[vertex]
        sizes[to] += balance.weights[vertex]
        part[vertex], locked[vertex] = to, True
        moves.append((vertex, to))
        if (reached := (-balance.off(sizes), gained)) > best:
            best, kept = reached, len(moves)
    if not kept:
        return None
    result = start.copy()
    for vertex, to in moves[:kept]:
        result[vertex] = to
    return result


def _allowed(part: Ints, sizes: Floats, balance: Balance, locked: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which vertex may go to which part: the way may be out of bounds by one vertex, so that two can swap."""
    weights = balance.weights
    leaves = ~locked & (sizes[part] > balance.least - 1e-9)
    fits = sizes[None, :] < balance.most + 1e-9
    allowed = leaves[:, None] & np.broadcast_to(fits, (len(part), len(sizes))) & (weights > 0)[:, None]
    allowed = allowed.copy()
    allowed[np.arange(len(part)), part] = False
    return allowed
