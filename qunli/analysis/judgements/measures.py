"""Measures of how right probabilities and rankings were."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
BINS = 10


def area_under_curve(scores: Floats, came: Floats) -> float | None:
    """Chance that one it came true for (`came` 1) has a higher score than one it did not (0), ties counting half: the
    area under the ROC curve (Hanley and McNeil 1982). None when all are alike."""
    yes = int(came.sum())
    no = came.size - yes
    if not yes or not no:
        return None
    ordered = np.sort(scores)
    low, high = (np.searchsorted(ordered, scores, side=side) for side in ("left", "right"))
    ranks = (low + high + 1) / 2
    return float((ranks[came > 0].sum() - yes * (yes + 1) / 2) / (yes * no))


def expected_calibration_error(chances: Floats, came: Floats, bins: int = BINS) -> float | None:
    """Mean distance between what was said and what came, over equal bins of what was said, weighted by their cases
    (Naeini, Cooper and Hauskrecht 2015). None without cases."""
    if not came.size:
        return None
    place = np.minimum((chances * bins).astype(int), bins - 1)
    distance = np.bincount(place, chances - came, bins)
    return float(np.abs(distance).sum() / came.size)


def foremost(keys: Sequence[Floats]) -> set[int]:
    """Places of the top tenth (rounded up) by the first key, then the next, then order; empty for fewer than ten."""
    count = keys[0].size
    if count < 10:
        return set()
    order = np.lexsort([np.arange(count), *(-key for key in reversed(keys))])
    return set(order[: -(-count // 10)].tolist())
