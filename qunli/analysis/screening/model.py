"""A linear model over hashed pieces: what it says, and how it goes on learning, one decision at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qunli.analysis.screening.features import Numbers

Weights = npt.NDArray[np.float32]
STEP = 3.0
ROUNDS = 4


@dataclass(frozen=True)
class Model:
    """`weights` has 2**bits entries. The logit of a message is the mean weight of its n pieces times the square root of
    n, plus `bias`: calibrated, so that it is a probability's."""

    weights: Weights
    bias: float

    @property
    def bits(self) -> int:
        return int(np.log2(len(self.weights)))

    def logit(self, pieces: Numbers) -> float:
        """Of one message."""
        if len(pieces) == 0:
            return self.bias
        return float(self.weights[pieces].sum() / np.sqrt(len(pieces))) + self.bias

    def logits(self, numbers: Numbers, ends: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """Of many, as `features.table` gives them."""
        sums = np.concatenate(([0.0], np.cumsum(self.weights[numbers], dtype=np.float64)))
        counts = np.maximum(np.diff(ends), 1)
        answer: npt.NDArray[np.float64] = (sums[ends[1:]] - sums[ends[:-1]]) / np.sqrt(counts) + self.bias
        return answer


def probability(logit: float) -> float:
    """The logistic function, safe for large numbers."""
    return float(1 / (1 + np.exp(-np.clip(logit, -30, 30))))


@dataclass(frozen=True)
class Taught:
    """What one decision taught: the pieces of a message, whether it was that, and what was believed before."""

    pieces: Numbers
    is_it: bool
    prior: float


def learn(lessons: Sequence[Taught], bits: int) -> Model:
    """A correction of the prior logits by some hundred decisions: AdaGrad (Duchi, Hazan and Singer, 2011) on the
    logistic loss, in a fixed order, so that the same lessons give the same model and one can be taken back. Nothing
    taught, nothing corrected."""
    weights = np.zeros(2**bits, dtype=np.float32)
    seen = np.zeros(2**bits, dtype=np.float32)
    for _round in range(ROUNDS):
        for one in lessons:
            if len(one.pieces) == 0:
                continue
            each = 1 / np.sqrt(len(one.pieces))
            believed = probability(one.prior + float(weights[one.pieces].sum() * each))
            slope = np.float32((believed - one.is_it) * each)
            seen[one.pieces] += slope * slope
            weights[one.pieces] -= STEP * slope * each / np.sqrt(seen[one.pieces] + 1e-4)
    return Model(weights, 0.0)


def save(model: Model, path: Path) -> None:
    """Half precision, and only the weights that matter: some hundred kilobytes."""
    kept = np.flatnonzero(np.abs(model.weights) > np.abs(model.weights).max() / 400)
    np.savez_compressed(
        path,
        at=kept.astype(np.uint32),
        weights=model.weights[kept].astype(np.float16),
        bias=np.float64(model.bias),
        size=np.int64(len(model.weights)),
    )


def load(path: Path) -> Model:
    """What `save` wrote."""
    with np.load(path) as held:
        weights = np.zeros(int(held["size"]), dtype=np.float32)
        weights[held["at"]] = held["weights"]
        return Model(weights, float(held["bias"]))
