"""What a community costs and brings in: per member, at the margin, and how soon those who join pay back.

Money is whole minor units of one currency. The caller says what time is worth: hours times a rate are part of the cost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl
from scipy.special import stdtrit

from qunli.analysis.estimates import HIGH, Estimate, mean_of

MONTH = 30
CHANGES = 4
"""Fewest changes from month to month by which a marginal cost is told."""


@dataclass(frozen=True)
class Month:
    """One month of a community: `month`, its first day; `members`, the mean over it; `cost`, time included; `hours`;
    `revenue`; `margin`, what is left of revenue after goods, fees and refunds, before `cost`."""

    month: date
    members: float
    cost: int
    hours: float
    revenue: int
    margin: int


@dataclass(frozen=True)
class Marginal:
    """What one member more costs a month, by how cost moved with members from month to month. It shows what went
    together, not what caused what: a month with a gathering costs more and brings members. `telling`: the interval is
    on one side of nothing."""

    cost: Estimate
    changes: int
    telling: bool


@dataclass(frozen=True)
class CostAndReturn:
    """Sums over the months. `cost_per_member`, `margin_per_member`: a month; None without members. `roi`: (margin -
    cost) / cost; None where nothing was spent. `marginal`: None for fewer than four changes or members who stayed as
    many."""

    months: int
    cost: int
    hours: float
    revenue: int
    margin: int
    profit: int
    roi: float | None
    cost_per_member: float | None
    margin_per_member: float | None
    marginal: Marginal | None


@dataclass(frozen=True)
class JoiningCohort:
    """Members who joined in one month. `cost`: of getting them, a member; None where it is not known. `margins`: what
    each brought in until 1, 2, ... months of 30 days after joining, as far as all of them have come. `paid_back`: the
    month in which that passes the cost; `surely`: in which the low end of its range does; None: not yet."""

    month: date
    members: int
    cost: float | None
    margins: list[Estimate]
    paid_back: int | None
    surely: int | None


def cost_and_return(months: Sequence[Month]) -> CostAndReturn:
    """All months together; they follow one another, oldest first."""
    cost, margin = sum(one.cost for one in months), sum(one.margin for one in months)
    members = sum(one.members for one in months)
    return CostAndReturn(
        months=len(months),
        cost=cost,
        hours=sum(one.hours for one in months),
        revenue=sum(one.revenue for one in months),
        margin=margin,
        profit=margin - cost,
        roi=(margin - cost) / cost if cost else None,
        cost_per_member=cost / members if members else None,
        margin_per_member=margin / members if members else None,
        marginal=_marginal(months),
    )


def payback(joined: pl.DataFrame, margins: pl.DataFrame, costs: Mapping[date, int], until: date) -> list[JoiningCohort]:
    """Each cohort by month of joining, oldest first.

    `joined`: member, day; `margins`: member, day, amount (what a purchase left, below nothing when it lost); `costs`:
    what was spent on getting the members of a month, by its first day. What somebody bought before joining counts in
    the first month. `until`: the last day that is known whole.
    """
    known = joined.filter(pl.col("day") <= until).select("member", joined="day", month=pl.col("day").dt.truncate("1mo"))
    paid = margins.filter(pl.col("day") <= until).join(known, on="member").with_columns(
        age=((pl.col("day") - pl.col("joined")).dt.total_days() // MONTH).clip(lower_bound=0)
    )  # fmt: skip
    cohorts = known.sort("month", "member").group_by("month", maintain_order=True)
    return [_cohort(month, members, paid, costs, until) for (month,), members in cohorts]


def _cohort(
    month: object, members: pl.DataFrame, paid: pl.DataFrame, costs: Mapping[date, int], until: date
) -> JoiningCohort:
    assert isinstance(month, date)
    latest = members["joined"].max()
    assert isinstance(latest, date)
    lived = (until + timedelta(days=1) - latest).days // MONTH
    margins = [mean_of(_until(age, members, paid)) for age in range(1, lived + 1)]
    cost = costs[month] / members.height if month in costs else None
    return JoiningCohort(
        month=month,
        members=members.height,
        cost=cost,
        margins=margins,
        paid_back=_passes(cost, [one.value for one in margins]),
        surely=_passes(cost, [one.low for one in margins]),
    )


def _until(age: int, members: pl.DataFrame, paid: pl.DataFrame) -> list[float]:
    each = paid.filter(pl.col("age") < age).group_by("member").agg(pl.sum("amount"))
    return members.join(each, on="member", how="left")["amount"].fill_null(0).cast(pl.Float64).to_list()


def _passes(cost: float | None, brought: Sequence[float | None]) -> int | None:
    if cost is None:
        return None
    return next((month for month, much in enumerate(brought, 1) if much is not None and much >= cost), None)


def _marginal(months: Sequence[Month]) -> Marginal | None:
    members = np.diff([float(one.members) for one in months])
    cost = np.diff([float(one.cost) for one in months])
    if members.size < CHANGES or np.ptp(members) == 0:
        return None
    centred = members - members.mean()
    slope = float(centred @ cost / (centred @ centred))
    left = cost - cost.mean() - slope * centred
    error = float(np.sqrt(left @ left / (members.size - 2) / (centred @ centred)))
    reach = float(stdtrit(members.size - 2, HIGH)) * error
    estimate = Estimate(slope, slope - reach, slope + reach)
    return Marginal(estimate, members.size, slope - reach > 0 or slope + reach < 0)
