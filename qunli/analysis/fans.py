"""A thousand true fans: who they are, how many are missing, and when they will be there.

After Kelly (2008), "1,000 True Fans". Who counts as one is the operator's choice of three definitions; nothing here is
a model but the pace, which is what happened in the last months.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import polars as pl

from qunli.analysis.estimates import Estimate, mean_of, net_of
from qunli.analysis.fan_definitions import YEAR, Definition, InTier, lately, who
from qunli.analysis.lifetime.purchases import by_day

MONTH = 30
LOOK_BACK = 6
"""Months of 30 days by which the pace is told."""
FAR = 1_200


@dataclass(frozen=True)
class Pace:
    """What happened in the last `months` months of 30 days: members who became fans and who ceased to be. `net`: a
    month. `young`: the history is shorter than a definition's days and the months together, so hardly anybody can have
    ceased yet, and the pace is too good."""

    months: int
    became: int
    ceased: int
    net: Estimate
    young: bool


@dataclass(frozen=True)
class Fans:
    """`customers`, who spends most first: customer, spent and purchases (in the last 365 days). `income`: what they
    all spent in that year, minor units; `each`: the mean of it, and `income_at_goal`: the goal's worth of that (None
    without fans). `pace`: None in the first month. `reached`: when the goal is met at today's pace; `earliest`,
    `latest`: at the ends of its range; None: not at this pace. `needed`: net new fans a month to be there by the day
    asked for (None without one)."""

    goal: int
    have: int
    missing: int
    income: int
    each: Estimate | None
    income_at_goal: Estimate | None
    pace: Pace | None
    reached: date | None
    earliest: date | None
    latest: date | None
    needed: float | None
    customers: pl.DataFrame


def true_fans(
    purchases: pl.DataFrame,
    memberships: pl.DataFrame,
    definition: Definition,
    on: date,
    *,
    goal: int = 1000,
    by: date | None = None,
) -> Fans:
    """Who is a fan on a day, and the plan to the goal. `purchases`: customer, day, amount (whole minor units, one
    currency); `memberships`: customer, tier, since, until (dates; until is null or the last day). ValueError when the
    amounts are not whole, or `by` is not after `on`."""
    if not purchases.schema["amount"].is_integer():
        raise ValueError("amounts must be whole minor units")
    if by is not None and by <= on:
        raise ValueError("the day to be there by must lie ahead")
    bought = by_day(purchases)
    now = who(bought, memberships, definition, on)
    customers = _year_of(now, bought, on)
    missing = max(0, goal - len(now))
    each = mean_of(customers["spent"].to_list()) if now else None
    pace = _pace(bought, memberships, definition, on)
    return Fans(
        goal=goal,
        have=len(now),
        missing=missing,
        income=int(customers["spent"].sum()),
        each=each,
        income_at_goal=_times(each, goal) if each else None,
        pace=pace,
        reached=_reached(on, missing, pace.net.value if pace else None),
        earliest=_reached(on, missing, pace.net.high if pace else None),
        latest=_reached(on, missing, pace.net.low if pace else None),
        needed=missing / ((by - on).days / MONTH) if by else None,
        customers=customers,
    )


def _year_of(fans: set[object], bought: pl.DataFrame, on: date) -> pl.DataFrame:
    year = lately(bought, on, YEAR).group_by("customer").agg(spent=pl.sum("amount"), purchases=pl.len())
    all_fans = pl.DataFrame({"customer": list(fans)}, {"customer": bought.schema["customer"]})
    return (
        all_fans.join(year, on="customer", how="left")
        .with_columns(pl.col("spent").fill_null(0), pl.col("purchases").fill_null(0))
        .sort("spent", "customer", descending=[True, False])
    )


def _pace(bought: pl.DataFrame, memberships: pl.DataFrame, definition: Definition, on: date) -> Pace | None:
    starts = [day for day in (bought["day"].min(), memberships["since"].min()) if isinstance(day, date)]
    history = (on - min(starts)).days if starts else 0
    months = min(LOOK_BACK, history // MONTH)
    if not months:
        return None
    days = [on - timedelta(days=MONTH * back) for back in range(months, -1, -1)]
    there = [who(bought, memberships, definition, day) for day in days]
    became = sum(len(after - before) for before, after in pairwise(there))
    ceased = sum(len(before - after) for before, after in pairwise(there))
    net = net_of(became, ceased)
    window = 0 if isinstance(definition, InTier) else definition.days
    return Pace(months, became, ceased, _times(net, 1 / months), history < window + MONTH * months)


def _reached(on: date, missing: int, net: float | None) -> date | None:
    if not missing:
        return on
    if net is None or net <= 0 or missing / net > FAR:
        return None
    return on + timedelta(days=round(missing / net * MONTH))


def _times(estimate: Estimate, factor: float) -> Estimate:
    low, high = (None if end is None else end * factor for end in (estimate.low, estimate.high))
    return Estimate(estimate.value * factor, low, high)
