"""Small forests of decision trees kept as readable JSON instead of pickles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class TreeFile(TypedDict):
    """One tree in node order, root first. `measure` is -1 at a leaf; else rows with value <= `at` go `low`, others
    `high`. `says` holds the leaf's probabilities (empty at a split)."""

    measure: list[int]
    at: list[float]
    low: list[int]
    high: list[int]
    says: list[list[float]]


@dataclass(frozen=True)
class _Tree:
    measure: NDArray[np.int64]
    at: Floats
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    says: Floats


class Forest:
    """Trees whose answers are averaged (Geurts, Ernst and Wehenkel 2006, Extremely randomized trees)."""

    def __init__(self, trees: Sequence[TreeFile]) -> None:
        classes = max(len(leaf) for leaf in trees[0]["says"])
        self._trees = [
            _Tree(
                np.array(tree["measure"]),
                np.array(tree["at"]),
                np.array(tree["low"]),
                np.array(tree["high"]),
                np.array([leaf or [0.0] * classes for leaf in tree["says"]]),
            )
            for tree in trees
        ]

    def probabilities(self, rows: Floats) -> Floats:
        """Rows by classes, each row sums to 1."""
        total = np.mean([tree.says[_leaves(tree, rows)] for tree in self._trees], axis=0)
        return np.asarray(total / total.sum(axis=1, keepdims=True))


def _leaves(tree: _Tree, rows: Floats) -> NDArray[np.int64]:
    node = np.zeros(len(rows), np.int64)
    everyone = np.arange(len(rows))
    while True:
        measure = tree.measure[node]
        inside = measure >= 0
        if not inside.any():
            return node
        low = rows[everyone, measure] <= tree.at[node]
        node = np.where(inside, np.where(low, tree.low[node], tree.high[node]), node)
