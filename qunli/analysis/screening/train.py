"""Training: two linear models over the hashed pieces, averaged, calibrated and given a limit by cross-validation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from qunli.analysis.screening.features import BITS, table
from qunli.analysis.screening.labelled import families
from qunli.analysis.screening.measures import Scores, Truth, best_threshold
from qunli.analysis.screening.model import Model, Weights

FOLDS = 5
MOST_ALARMS = 0.03
STRENGTH = 30.0
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Trained:
    """The model, and the limit on its logit that cross-validation on the training messages chose."""

    model: Model
    threshold: float


def train(
    texts: Sequence[str], truth: Truth, progress: Progress = lambda _name, _done: None, bits: int = BITS
) -> Trained:
    """About a minute for ten thousand messages. Near copies stay together in cross-validation, so that the limit is not
    chosen on messages the model has seen."""
    progress("reading", 0.0)
    rows = matrix(texts, bits)
    apart: Scores = np.zeros(len(truth))
    for number, held in enumerate(_folds(families(texts))):
        progress("training", number / (FOLDS + 1))
        fitted = fit(rows[~held], truth[~held])
        apart[held] = rows[held] @ fitted.weights.astype(np.float64) + fitted.bias
    progress("training", FOLDS / (FOLDS + 1))
    scale, shift = calibrate(apart, truth)
    whole = fit(rows, truth)
    model = Model((whole.weights * scale).astype(np.float32), whole.bias * scale + shift)
    progress("done", 1.0)
    return Trained(model, best_threshold(truth, apart * scale + shift, MOST_ALARMS))


def matrix(texts: Sequence[str], bits: int = BITS) -> Any:
    """Messages by pieces: each piece of a message with n of them stands as one by the square root of n."""
    from scipy import sparse  # only training needs it

    numbers, ends = table(texts, bits)
    counts = np.diff(ends)
    values = np.repeat(1 / np.sqrt(np.maximum(counts, 1)), counts)
    return sparse.csr_matrix((values, numbers, ends), shape=(len(texts), 2**bits))


def fit(rows: Any, truth: Truth) -> Model:
    """Logistic regression, and the same on columns weighed by how much rarer they are than others; averaged."""
    from sklearn.linear_model import LogisticRegression  # only training needs it

    plain = LogisticRegression(C=STRENGTH, solver="liblinear").fit(rows, truth)
    weights: Weights = plain.coef_[0].astype(np.float32)
    return Model(weights, float(plain.intercept_[0]))


def calibrate(scores: Scores, truth: Truth) -> tuple[float, float]:
    """Platt's scaling (1999) on scores of messages that were held apart: the logit is scale x score + shift."""
    from sklearn.linear_model import LogisticRegression  # only training needs it

    fitted = LogisticRegression(C=1e6).fit(scores[:, None], truth)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def _folds(family: npt.NDArray[np.int64]) -> Iterator[npt.NDArray[np.bool_]]:
    names, place = np.unique(family, return_inverse=True)
    fold = np.random.default_rng(1).integers(0, FOLDS, len(names))[place]
    for number in range(FOLDS):
        yield fold == number
