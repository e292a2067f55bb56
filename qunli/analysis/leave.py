"""Who is likely to fall silent."""

from __future__ import annotations

import numpy as np
import polars as pl

from qunli.analysis.foresight.features import USUAL_LEAVING, describe
from qunli.analysis.foresight.line import Line, chances, drawn_to_chances, shipped
from qunli.analysis.foresight.own_past import examples
from qunli.analysis.foresight.present import active
from qunli.analysis.foresight.tables import Floats, Tables, tables
from qunli.analysis.foresight.why import reasons
from qunli.analysis.history import History

STIFFNESS, STIFFNESS_OF_LEVEL = 300.0, 5.0
"""How many examples of full weight it takes to move a weight, and the level, half way to what they say."""
DOUBT = 2.0
"""Evidence at which a risk stands half way between the base rate and what the line says."""
SURPRISE = 0.004
"""No risk is nearer to 0 or 1 than this: people fall ill, and platforms close."""
DAYS_A_MEMBER = 20
"""Days of history that tell as much as one more active member."""


def leaving(past: History, prior: Line | None = None) -> pl.DataFrame:
    """Frame author, risk, reasons: one row a member with three messages or more in the last 30 days, programs apart;
    highest risk first. Empty when there is nobody.

    `risk` is the probability that the member writes nothing in the next 90 days. `reasons` as `reasons.REASONS`, what
    sets the member apart from the median active member. `prior`: another line to start from than the shipped one.

    Method: logistic regression on activity over horizons from 3 to 365 days, silence against the member's own rhythm
    (after Fader, Hardie and Lee 2005), ties and their state, and how many left before. Its weights are learned across
    communities and drawn by the community's own past as that grows (maximum a posteriori, a normal prior around the
    shipped weights). With few members or days, risks are drawn to the base rate. Research:
    docs/research/leaving-and-rising.md.
    """
    known = tables(past)
    who = active(past, known)
    line = _learned(known, prior or shipped("leaving")) if who.size else prior or shipped("leaving")
    _, table = describe(known, known.today, who)
    columns = line.columns(table)
    risk = _doubted(chances(columns, line.weights), table)
    frame = known.people[who].select("author").with_columns(pl.Series("risk", risk), reasons(line, columns, table))
    return frame.sort("risk", descending=True, maintain_order=True)


def _learned(known: Tables, line: Line) -> Line:
    own = examples(known, line)
    if own is None:
        return line
    stiffness = np.full(line.weights.size, STIFFNESS)
    stiffness[0] = STIFFNESS_OF_LEVEL
    return drawn_to_chances(line, own.columns, (own.days == 0).astype(float), own.trust, stiffness)


def _doubted(risk: Floats, table: dict[str, Floats]) -> Floats:
    """Risks nearer to the base rate, the less is known of the community."""
    if not risk.size:
        return risk
    base = float(table["base_rate"][0]) if "base_rate" in table else USUAL_LEAVING
    evidence = table["crowd_active"] + table["age_known"] / DAYS_A_MEMBER
    share = evidence / (evidence + DOUBT)
    held = np.clip(risk, 1e-6, 1 - 1e-6)
    odds = share * np.log(held / (1 - held)) + (1 - share) * np.log(base / (1 - base))
    doubted: Floats = SURPRISE + (1 - 2 * SURPRISE) / (1 + np.exp(-odds))
    return doubted
