"""Examples from the community's own past: who was there at earlier moments, and what came of them since."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qunli.analysis.foresight.features import AHEAD, came_of, describe
from qunli.analysis.foresight.line import Line
from qunli.analysis.foresight.tables import Floats, Tables

EVERY, BACK = 45, 1100
"""Days between the moments examples are taken from, and how far back they go."""
HALF_LIFE = 720
"""Days in which an example loses half its say."""
OVERLAP = EVERY / AHEAD
"""Examples of one member at neighbouring moments look ahead at the same days and tell the same thing twice."""


@dataclass(frozen=True)
class Examples:
    """`columns`: as `Line.columns`; `days`: days with a message in the `AHEAD` days after; `trust`: weight of each."""

    columns: Floats
    days: Floats
    trust: Floats


def examples(known: Tables, line: Line, oldest: float = np.inf) -> Examples | None:
    """Examples whose outcome is known by now, of members of at most `oldest` days' tenure."""
    moments = range(known.today - AHEAD, max(_first_day(known), known.today - BACK), -EVERY)
    parts = [_at(known, moment, line, oldest) for moment in moments]
    if not any(part.days.size for part in parts):
        return None
    return Examples(
        np.concatenate([part.columns for part in parts]),
        np.concatenate([part.days for part in parts]),
        np.concatenate([part.trust for part in parts]),
    )


def _at(known: Tables, moment: int, line: Line, oldest: float) -> Examples:
    who, table = describe(known, moment)
    young = table["tenure"] <= oldest
    table = {name: table[name][young] for name in line.features}
    fade = OVERLAP * 0.5 ** ((known.today - AHEAD - moment) / HALF_LIFE)
    return Examples(line.columns(table), came_of(known, moment, who[young]), np.full(int(young.sum()), fade))


def _first_day(known: Tables) -> int:
    return int(known.days["day"][0]) if known.days["day"].size else known.today
