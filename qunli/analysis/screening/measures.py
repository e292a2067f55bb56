"""How right a classifier is, and where to put its limit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Truth = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Errors:
    """Counts and what follows from them. `auc` is the chance that a message of the kind scores above one that is not
    (Mann and Whitney, 1947); null when there is only one kind."""

    cases: int
    positives: int
    precision: float
    recall: float
    f1: float
    false_alarms: float
    auc: float | None
    threshold: float


def errors(truth: Truth, scores: Scores, threshold: float) -> Errors:
    """Everything with a score above `threshold` is said to be of the kind."""
    said = scores > threshold
    right, wrong = int((said & truth).sum()), int((said & ~truth).sum())
    positives = int(truth.sum())
    precision, recall = _share(right, right + wrong), _share(right, positives)
    return Errors(
        len(truth),
        positives,
        precision,
        recall,
        2 * precision * recall / (precision + recall) if right else 0.0,
        _share(wrong, len(truth) - positives),
        area(truth, scores),
        threshold,
    )


def area(truth: Truth, scores: Scores) -> float | None:
    """Under the ROC curve; ties count half."""
    positives, negatives = int(truth.sum()), int((~truth).sum())
    if not positives or not negatives:
        return None
    _values, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2)[place]
    return float((ranks[truth].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def best_threshold(truth: Truth, scores: Scores, most_alarms: float) -> float:
    """The limit with the best F1 among those with `most_alarms` (a share of all that is not of the kind) or fewer."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(truth[order])
    said = np.arange(1, len(truth) + 1)
    f1 = 2 * right / (said + truth.sum())
    alarms = (said - right) / max(1, int((~truth).sum()))
    sorted_scores = scores[order]
    cut = np.append(sorted_scores[:-1] > sorted_scores[1:], True)
    f1 = np.where(cut & (alarms <= most_alarms), f1, -1.0)
    at = int(np.argmax(f1))
    if f1[at] < 0:
        return float(sorted_scores[0])
    below = sorted_scores[at + 1] if at + 1 < len(sorted_scores) else sorted_scores[at] - 1.0
    return float((sorted_scores[at] + below) / 2)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
