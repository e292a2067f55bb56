"""Several views of the same messages, each with its own linear model, and the nearest known messages, weighed together.

More right than one model, at about twice its time; for a community that brings labelled messages of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qunli.analysis.screening.features import BITS, Numbers, Taken, pieces_of, short_runs, sounds, words_of
from qunli.analysis.screening.measures import Scores
from qunli.analysis.screening.unmask import Unmasked, unmask

VIEWS: tuple[Taken, ...] = (pieces_of, short_runs, words_of, sounds)
NEAR = 1
"""Which view says how near messages are."""
NEIGHBOURS = 10
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Linear:
    """`rarity` (idf) weighs pieces; a message is brought to length one by it. `weights` have the rarity in them."""

    weights: Floats
    rarity: Floats
    bias: float

    def score(self, numbers: Numbers) -> float:
        """About 10 µs."""
        length = float(np.sqrt(np.square(self.rarity[numbers]).sum())) or 1.0
        return float(self.weights[numbers].sum()) / length + self.bias


@dataclass(frozen=True)
class Neighbours:
    """Known messages by piece: `known[starts[p]:starts[p + 1]]` have piece p, with `worth` (rarity by length)."""

    starts: npt.NDArray[np.int64]
    known: npt.NDArray[np.int32]
    worth: Floats
    rarity: Floats
    kind: Floats
    """1 for those of the kind, -1 for others."""

    def score(self, numbers: Numbers) -> tuple[float, float]:
        """What the nearest say (-1 to 1), each as loud as it is near, squared; and how near the nearest is (cosine)."""
        rarity = self.rarity[numbers]
        length = float(np.sqrt(np.square(rarity).sum())) or 1.0
        begin, end = self.starts[numbers], self.starts[numbers + 1]
        counts = end - begin
        if not counts.sum():
            return 0.0, 0.0
        at = np.repeat(begin - np.concatenate(([0], np.cumsum(counts)[:-1])), counts) + np.arange(counts.sum())
        near = np.bincount(self.known[at], self.worth[at] * np.repeat(rarity, counts), len(self.kind)) / length
        nearest = np.argpartition(-near, NEIGHBOURS)[:NEIGHBOURS] if len(near) > NEIGHBOURS else np.arange(len(near))
        loud = np.square(near[nearest])
        return float(loud @ self.kind[nearest] / (loud.sum() + 0.01)), float(near[nearest].max())


@dataclass(frozen=True)
class Blend:
    """`shares` weigh the scores of the views, then what neighbours say and how near they are; the sum is a logit."""

    linear: tuple[Linear, ...]
    neighbours: Neighbours
    shares: npt.NDArray[np.float64]
    bias: float
    bits: int = BITS

    def logit(self, text: str) -> float:
        """Of one message."""
        seen = unmask(text)
        rows = [take(seen, self.bits) for take in VIEWS]
        parts = [one.score(row) for one, row in zip(self.linear, rows, strict=True)]
        return float(self.shares @ np.array([*parts, *self.neighbours.score(rows[NEAR])])) + self.bias

    def logits(self, texts: Sequence[str]) -> Scores:
        """Of many."""
        return np.array([self.logit(text) for text in texts], dtype=np.float64)


def taken(seen: Sequence[Unmasked], bits: int = BITS) -> list[list[Numbers]]:
    """Every view of every message, by view."""
    return [[take(one, bits) for one in seen] for take in VIEWS]
