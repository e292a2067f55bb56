"""Which newcomers are on the way to becoming regulars."""

from __future__ import annotations

import numpy as np
import polars as pl

from qunli.analysis.foresight.features import describe
from qunli.analysis.foresight.line import Line, drawn_to_values, shipped
from qunli.analysis.foresight.own_past import examples
from qunli.analysis.foresight.present import active
from qunli.analysis.foresight.tables import DAY, Tables, tables
from qunli.analysis.foresight.why import reasons
from qunli.analysis.history import History

NEW = 60
"""Days since the first message within which a member is a newcomer."""
LEARNED_FROM = 150
"""Tenure (days) of the members the community's own past is learned from: newcomers alone are few."""
STIFFNESS, STIFFNESS_OF_LEVEL = 300.0, 5.0
"""How many examples of full weight it takes to move a weight, and the level, half way to what they say."""


def rising(past: History, prior: Line | None = None) -> pl.DataFrame:
    """Frame author, score, reasons: one row a newcomer (first seen within 60 days, three messages or more in the last
    30), programs apart; highest score first. Empty when there is nobody.

    `score`: on how many of the next 90 days the newcomer is likely to write, as the geometric mean of one more than
    them, less one; made to put newcomers in order. `reasons` as `reasons.REASONS`, what sets the newcomer apart from
    the median newcomer. `prior`: another line to start from than the shipped one.

    Method: regression of the logarithm of active days ahead on momentum, regularity and ties, its weights learned
    across communities and drawn by the community's own past as that grows. Research:
    docs/research/leaving-and-rising.md.
    """
    known = tables(past)
    who = active(past, known, past.end - NEW * DAY)
    line = _learned(known, prior or shipped("rising")) if who.size else prior or shipped("rising")
    _, table = describe(known, known.today, who)
    columns = line.columns(table)
    score = np.expm1(np.maximum(columns @ line.weights, 0.0))
    score += 1e-6 * table["messages_30"]
    frame = known.people[who].select("author").with_columns(pl.Series("score", score), reasons(line, columns, table))
    return frame.sort("score", descending=True, maintain_order=True)


def _learned(known: Tables, line: Line) -> Line:
    own = examples(known, line, oldest=LEARNED_FROM)
    if own is None:
        return line
    stiffness = np.full(line.weights.size, STIFFNESS)
    stiffness[0] = STIFFNESS_OF_LEVEL
    return drawn_to_values(line, own.columns, np.log1p(own.days), own.trust, stiffness)
