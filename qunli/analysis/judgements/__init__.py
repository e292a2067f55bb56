"""How often the conclusions were right on a history's own past, beside the mark of a naive rule.

Each judge replays a history at several cutoffs, shows the conclusion only what was known then, and compares what it
said with what happened. Pure functions: the backtest command, the report and the console print what they return.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Judgement:
    """One conclusion's record on one history.

    `name`: the conclusion ("leaving"). `measure`: what `value` and `naive` are ("auc", "precision_at_tenth", ...), both
    on the same cases and None when these cannot tell (too few, or all alike). `cases`: members judged, one counted at
    each cutoff; `cutoffs`: moments (s, UTC). `calibration_error`: expected calibration error in 10 bins, where the
    conclusion is a probability. In plain words the conclusion was right `right` times of the `said` times it called
    something; each judge's docstring says what a call is.
    """

    name: str
    measure: str
    value: float | None
    naive: float | None
    cases: int
    cutoffs: tuple[int, ...]
    calibration_error: float | None
    right: int
    said: int
