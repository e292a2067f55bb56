"""What a judgement of the lifetime models says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qunli.analysis.intervals import Share
from qunli.analysis.lifetime.buying import Buying
from qunli.analysis.lifetime.chances import Range
from qunli.analysis.lifetime.spend import Spend


@dataclass(frozen=True)
class Mark:
    """One rule. `total`: purchases it expected of all; `error`: by how large a share of what came that is off; `mae`:
    mean absolute error a customer; `rank`: Spearman's correlation with what came (None when all are alike)."""

    rule: str
    total: float
    error: float
    mae: float
    rank: float | None


@dataclass(frozen=True)
class Bin:
    """Customers with the same number of repeat purchases (7: seven and more): what came, and what each rule expected, a
    customer."""

    frequency: int
    customers: int
    came: float
    expected: dict[str, float]


@dataclass(frozen=True)
class WeekSoFar:
    """Purchases from the first held-out week up to and with this one."""

    week: int
    came: int
    expected: dict[str, float]


@dataclass(frozen=True)
class DueMark:
    """Shares that bought within so many weeks: `came`, of those listed as due; `plain`, of those with three purchases
    who had been silent for longer than their own mean gap; `repeaters`, of all who had bought again. `said`: the mean
    chance the model gave those listed."""

    weeks: int
    said: float | None
    came: Share
    plain: Share
    repeaters: Share


@dataclass(frozen=True)
class LifetimeJudgement:
    """Fitted on what was bought until `fitted_until`, judged on what the same customers bought until `judged_until`.

    `purchases` and `money`: totals the model expected, with the range of four futures in five; `came`, `paid`: what
    came of it. `money_same`: what the same rate and each one's own mean amount expected. `within`: share of customers
    whose purchases were in their own range (0.8 or a little more, as purchases are whole, if the model is right).
    `auc`, `calibration_error`: of the chance to buy at all; `auc_recency`: of silence alone.
    """

    customers: int
    fitted_until: date
    judged_until: date
    buying: Buying
    spend: Spend
    came: int
    purchases: Range
    paid: float
    money: Range
    money_same: float
    within: float
    auc: float | None
    auc_recency: float | None
    calibration_error: float | None
    due: DueMark
    marks: list[Mark]
    bins: list[Bin]
    weeks: list[WeekSoFar]
