"""A line over features: what is shipped after learning across communities, and what a community's own past makes of it.

A feature enters as sign(x)·log(1+|x|), standardised by the centre and scale of the training data and held within three
scales, so that no community can be so different that a value runs away; NaN enters as the usual value. `crossings`
multiply two features after that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np

from qunli.analysis.foresight.tables import Floats

BOUND = 3.0


@dataclass(frozen=True)
class Line:
    """`weights`: intercept, then one a feature, then one a crossing. `usual`: values that stand in for NaN."""

    features: tuple[str, ...]
    crossings: tuple[tuple[str, str], ...]
    usual: Floats
    centre: Floats
    scale: Floats
    weights: Floats

    def columns(self, table: dict[str, Floats]) -> Floats:
        """One row a member: 1, the features, the crossings."""
        values = squeezed(np.column_stack([table[name] for name in self.features]))
        values = np.where(np.isnan(values), self.usual, values)
        plain = np.clip((values - self.centre) / self.scale, -BOUND, BOUND)
        place = {name: index for index, name in enumerate(self.features)}
        crossed = [plain[:, place[one]] * plain[:, place[other]] for one, other in self.crossings]
        return np.column_stack([np.ones(len(plain)), plain, *crossed])

    def names(self) -> Iterator[str]:
        """Of each weight: "", the feature, or the second feature of a crossing."""
        yield ""
        yield from self.features
        yield from (other for _, other in self.crossings)


def squeezed(values: Floats) -> Floats:
    """sign(x)·log(1+|x|)."""
    result: Floats = np.sign(values) * np.log1p(np.abs(values))
    return result


@cache
def shipped(name: str) -> Line:
    """The line learned across communities; see trained/README.md for from what and how."""
    return from_json(files("qunli.analysis.trained").joinpath(f"{name}.json").read_text("utf-8"))


def from_json(text: str) -> Line:
    """A line as `tools.train_foresight` writes it."""
    read = json.loads(text)
    terms, crossed = read["features"], read["crossings"]
    weights = [read["intercept"], *(term["weight"] for term in terms.values()), *(one["weight"] for one in crossed)]
    return Line(
        tuple(terms),
        tuple((one["of"], one["with"]) for one in crossed),
        np.array([term["usual"] for term in terms.values()]),
        np.array([term["centre"] for term in terms.values()]),
        np.array([term["scale"] for term in terms.values()]),
        np.array(weights, dtype=np.float64),
    )


def chances(columns: Floats, weights: Floats) -> Floats:
    """Logistic of the line's value."""
    chance: Floats = 1 / (1 + np.exp(-columns @ weights))
    return chance


def drawn_to_chances(line: Line, columns: Floats, came: Floats, trust: Floats, stiffness: Floats) -> Line:
    """The line after examples: logistic regression whose weights have a normal prior around the line's own (maximum a
    posteriori, by Newton's method). `came`: 0 or 1; `trust`: weight of each example; `stiffness`: inverse variance of
    each weight's prior."""
    weights = line.weights.copy()
    for _ in range(25):
        chance = chances(columns, weights)
        slope = columns.T @ (trust * (chance - came)) + stiffness * (weights - line.weights)
        bend = (columns * (trust * chance * (1 - chance))[:, None]).T @ columns + np.diag(stiffness)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return replace(line, weights=weights)


def drawn_to_values(line: Line, columns: Floats, came: Floats, trust: Floats, stiffness: Floats) -> Line:
    """The same by least squares, for a line whose value is the expectation itself."""
    bend = (columns * trust[:, None]).T @ columns + np.diag(stiffness)
    pull = columns.T @ (trust * came) + stiffness * line.weights
    weights: Floats = np.linalg.solve(bend, pull).astype(np.float64)
    return replace(line, weights=weights)
