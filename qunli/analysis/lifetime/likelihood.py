"""The most likely parameters, all of them above nothing, and how sure they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

Floats = npt.NDArray[np.float64]
STEP = 1e-4
FLATTEST = 0.1
"""The least curvature that is believed: where the likelihood is flatter, a parameter may be off by a factor of 20
either way, and draws from wider errors would be of no use."""
EDGE = 1e-6


class TooFewPurchases(ValueError):
    """There is too little history to say anything."""

    def __init__(self, customers: int, repeaters: int, need_customers: int, need_repeaters: int) -> None:
        super().__init__(
            f"{customers} customers, {repeaters} of whom bought again; "
            f"it takes {need_customers}, and {need_repeaters} who did"
        )
        self.customers, self.repeaters = customers, repeaters
        self.need_customers, self.need_repeaters = need_customers, need_repeaters


@dataclass(frozen=True)
class Best:
    """Where a likelihood is highest. `covariance`: of the parameters' logarithms; `errors`: of the parameters (delta
    method); `settled`: it is a peak, neither at the edge of the range nor on a plain."""

    parameters: tuple[float, ...]
    value: float
    errors: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]
    settled: bool


def maximise(
    climb: Callable[[Floats], tuple[float, Floats]],
    starts: Sequence[Sequence[float]],
    span: tuple[float, float] | Sequence[tuple[float, float]],
) -> Best:
    """The best of several searches (L-BFGS-B over logarithms). `climb` gives value and slopes at parameters; `span` is
    the range of all parameters, or one range for each."""
    ranges = [span] * len(starts[0]) if isinstance(span[0], float) else span
    edges = np.log(np.asarray(ranges, dtype=float))

    def down(logs: Floats) -> tuple[float, Floats]:
        parameters = np.exp(logs)
        value, slope = climb(parameters)
        return -value, -slope * parameters

    found = [
        minimize(down, np.log(start), jac=True, method="L-BFGS-B", bounds=edges, options={"ftol": 1e-12, "gtol": 1e-7})
        for start in starts
    ]
    best = min(found, key=lambda one: float(one.fun))
    parameters = np.exp(best.x)
    covariance, peak = _covariance(lambda logs: down(logs)[1], best.x)
    inside = bool(((best.x - edges[:, 0] > EDGE) & (edges[:, 1] - best.x > EDGE)).all())
    return Best(
        parameters=tuple(parameters.tolist()),
        value=-float(best.fun),
        errors=tuple((parameters * np.sqrt(np.diag(covariance))).tolist()),
        covariance=tuple(tuple(row) for row in covariance.tolist()),
        settled=inside and peak,
    )


def _covariance(slope: Callable[[Floats], Floats], at: Floats) -> tuple[Floats, bool]:
    """Inverse of the curvature, by differences of slopes, and whether it curves in every direction; flat ones are kept
    from being infinitely unsure."""
    rows = [
        (slope(at + step) - slope(at - step)) / (2 * STEP) for step in np.eye(at.size) * STEP
    ]  # fmt: skip
    curvature = np.array(rows)
    values, vectors = np.linalg.eigh((curvature + curvature.T) / 2)
    inverse: Floats = (vectors / np.maximum(values, FLATTEST)) @ vectors.T
    return inverse, bool(values[0] > FLATTEST)


def drawn(parameters: Sequence[float], covariance: Sequence[Sequence[float]], draws: int, seed: int) -> Floats:
    """As many sets of parameters (rows) as might have made the same history: normal in their logarithms."""
    chance = np.random.default_rng(seed)
    logs: Floats = chance.multivariate_normal(np.log(parameters), np.asarray(covariance), draws, method="eigh")
    return np.exp(logs)
