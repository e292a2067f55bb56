"""Training: linear models over hashed pieces, calibrated and given a limit by cross-validation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from qunli.analysis.screening.blend import NEAR, VIEWS, Blend, Linear, Neighbours, taken
from qunli.analysis.screening.features import BITS, Numbers, laid_out, table
from qunli.analysis.screening.labelled import families
from qunli.analysis.screening.measures import Scores, Truth, best_threshold
from qunli.analysis.screening.model import Model, Weights
from qunli.analysis.screening.unmask import unmask

FOLDS = 4
MOST_ALARMS = {"spam": 0.028, "offensive": 1.0}
"""Share of what is not of the kind. For spam a little below three of a hundred, so that these are not exceeded
elsewhere by chance alone; where half of a table is offensive, F1 alone decides."""
STRENGTH = 30.0
WEAKER = 10.0
"""Of the views with idf weights."""
Progress = Callable[[str, float], None]


def _silent(_name: str, _done: float) -> None:
    """Nobody waits for it."""


@dataclass(frozen=True)
class Trained:
    """The blend, and the limit on its logit that cross-validation on the training messages chose."""

    blend: Blend
    threshold: float

    def scores(self, texts: Sequence[str]) -> Scores:
        """Logits."""
        return self.blend.logits(texts)


def train(
    texts: Sequence[str],
    truth: Truth,
    progress: Progress = _silent,
    bits: int = BITS,
    kind: str = "spam",
) -> Trained:
    """About two minutes for ten thousand messages. Near copies stay together in cross-validation, so that neither
    shares nor limit are chosen on messages that were seen. The limit is the one with the best F1 at no
    more than `MOST_ALARMS` of the `kind`."""
    progress("reading", 0.0)
    views = taken([unmask(text) for text in texts], bits)
    apart = np.zeros((len(truth), len(VIEWS) + 2))
    for number, held in enumerate(_folds(families(texts))):
        progress("training", number / (FOLDS + 1))
        apart[held] = _parts(_fitted(views, truth, np.flatnonzero(~held), bits), views, np.flatnonzero(held))
    progress("training", FOLDS / (FOLDS + 1))
    shares, bias = _shares(apart, truth)
    linear, neighbours = _fitted(views, truth, np.arange(len(truth)), bits)
    progress("done", 1.0)
    return Trained(
        Blend(linear, neighbours, shares, bias, bits), best_threshold(truth, apart @ shares + bias, MOST_ALARMS[kind])
    )


def train_one(texts: Sequence[str], truth: Truth, bits: int) -> Model:
    """One calibrated linear model over all pieces, small enough to come along."""
    rows = _matrix(*table(texts, bits), bits)
    held = next(_folds(families(texts)))
    weights, bias = _fit(rows[~held], truth[~held], STRENGTH)
    apart: Scores = rows[held] @ weights.astype(np.float64) + bias
    shares, shift = _shares(apart[:, None], truth[held])
    weights, bias = _fit(rows, truth, STRENGTH)
    return Model((weights * shares[0]).astype(np.float32), bias * float(shares[0]) + shift)


def _fitted(
    views: list[list[Numbers]], truth: Truth, at: npt.NDArray[np.int64], bits: int
) -> tuple[tuple[Linear, ...], Neighbours]:
    linear = []
    for place, view in enumerate(views):
        laid = laid_out([view[one] for one in at])
        rarity = _rarity(laid[0], len(at), bits) if place else np.ones(2**bits, dtype=np.float32)
        rows = _matrix(*laid, bits, rarity)
        weights, bias = _fit(rows, truth[at], WEAKER if place else STRENGTH)
        linear.append(Linear(weights * rarity, rarity, bias))
        if place == NEAR:
            neighbours = _neighbours(rows, rarity, truth[at])
    return tuple(linear), neighbours


def _parts(
    fitted: tuple[tuple[Linear, ...], Neighbours], views: list[list[Numbers]], at: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    linear, neighbours = fitted
    rows = []
    for one in at:
        said = [model.score(view[one]) for model, view in zip(linear, views, strict=True)]
        rows.append([*said, *neighbours.score(views[NEAR][one])])
    return np.array(rows, dtype=np.float64).reshape(len(at), len(views) + 2)


def _rarity(numbers: Numbers, messages: int, bits: int) -> npt.NDArray[np.float32]:
    """Smoothed inverse document frequency (Salton and Buckley, 1988); what only one message has counts nothing."""
    having = np.bincount(numbers, minlength=2**bits)
    rarity = np.log((1 + messages) / (1 + having)) + 1
    return np.where(having > 1, rarity, 0).astype(np.float32)


def _matrix(
    numbers: Numbers, ends: npt.NDArray[np.int64], bits: int, rarity: npt.NDArray[np.float32] | None = None
) -> Any:
    """Messages by pieces, each message of length one."""
    from scipy import sparse  # only training needs it

    worth = np.ones(len(numbers)) if rarity is None else rarity[numbers].astype(np.float64)
    squares = np.concatenate(([0.0], np.cumsum(worth**2)))
    lengths = np.sqrt(np.maximum(squares[ends[1:]] - squares[ends[:-1]], 1e-12))
    values = worth / np.repeat(lengths, np.diff(ends))
    return sparse.csr_matrix((values, numbers, ends), shape=(len(ends) - 1, 2**bits))


def _neighbours(rows: Any, rarity: npt.NDArray[np.float32], truth: Truth) -> Neighbours:
    columns = rows.tocsc()
    columns.eliminate_zeros()
    kind = np.where(truth, 1, -1).astype(np.float32)
    return Neighbours(
        columns.indptr.astype(np.int64), columns.indices.astype(np.int32), columns.data.astype(np.float32), rarity, kind
    )


def _fit(rows: Any, truth: Truth, strength: float) -> tuple[Weights, float]:
    """Logistic regression by coordinate descent in the dual (Yu, Huang and Lin, 2011): more pieces than messages."""
    from sklearn.linear_model import LogisticRegression  # only training needs it

    fitted = LogisticRegression(C=strength, solver="liblinear", dual=True, tol=0.003, max_iter=100, random_state=1)
    fitted.fit(rows, truth)
    return fitted.coef_[0].astype(np.float32), float(fitted.intercept_[0])


def _shares(scores: npt.NDArray[np.float64], truth: Truth) -> tuple[npt.NDArray[np.float64], float]:
    """Stacking (Wolpert, 1992), which for one score is Platt's scaling (1999): a logistic regression on scores of
    messages that were held apart."""
    from sklearn.linear_model import LogisticRegression  # only training needs it

    fitted = LogisticRegression(C=1.0, max_iter=1000).fit(scores, truth)
    return fitted.coef_[0].astype(np.float64), float(fitted.intercept_[0])


def _folds(family: npt.NDArray[np.int64]) -> Iterator[npt.NDArray[np.bool_]]:
    names, place = np.unique(family, return_inverse=True)
    fold = np.random.default_rng(1).integers(0, FOLDS, len(names))[place]
    for number in range(FOLDS):
        yield fold == number
