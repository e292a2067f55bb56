"""How sure a share is."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z = 1.96


@dataclass(frozen=True)
class Share:
    """A share with the interval that holds the true one in 95 of 100 cases. `value` is None where there is nothing to
    count; then the interval is everything."""

    value: float | None
    low: float
    high: float
    of: int
    """How many cases it is a share of."""


def wilson(hits: float, cases: int) -> Share:
    """Share of `cases` by Wilson's score interval (1927), which stays honest for few cases and near 0 and 1."""
    if cases <= 0:
        return Share(None, 0.0, 1.0, 0)
    share = hits / cases
    centre = share + Z * Z / (2 * cases)
    reach = Z * sqrt(share * (1 - share) / cases + Z * Z / (4 * cases * cases))
    scale = 1 + Z * Z / cases
    return Share(share, max(0.0, (centre - reach) / scale), min(1.0, (centre + reach) / scale), cases)
