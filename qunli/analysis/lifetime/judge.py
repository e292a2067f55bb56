"""How right the lifetime models were on a table's own past, beside simpler rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import polars as pl

from qunli.analysis.judgements.measures import area_under_curve, expected_calibration_error
from qunli.analysis.lifetime import rivals
from qunli.analysis.lifetime.buying import Buying, fit_buying
from qunli.analysis.lifetime.chances import Futures, futures, spread
from qunli.analysis.lifetime.future import buys, expected
from qunli.analysis.lifetime.judge_due import judge_due
from qunli.analysis.lifetime.judgement import Bin, LifetimeJudgement, Mark, WeekSoFar
from qunli.analysis.lifetime.likelihood import Floats
from qunli.analysis.lifetime.purchases import WEEK, bought, by_day, summary
from qunli.analysis.lifetime.rivals import Rule
from qunli.analysis.lifetime.spend import fit_spend, mean_spend

BUSIEST = 7
"""Repeat purchases from which customers are counted together."""
MODEL = "bg_nbd"


def halves(purchases: pl.DataFrame) -> tuple[date, date]:
    """The last day of the first half of a table's days, and its last day."""
    days = by_day(purchases)["day"]
    first, last = days.min(), days.max()
    if not isinstance(first, date) or not isinstance(last, date):
        raise ValueError("there are no purchases")
    return first + timedelta(days=((last - first).days + 1) // 2 - 1), last


def judge_lifetime(purchases: pl.DataFrame, fit_until: date, until: date, seed: int = 0) -> LifetimeJudgement:
    """Fit on the days up to `fit_until` and compare with those after it. TooFewPurchases when there is too little."""
    known = summary(purchases, fit_until)
    buying, spend = fit_buying(known), fit_spend(known)
    span = (until - fit_until).days / WEEK
    later = bought(purchases, fit_until, until).filter(pl.col("customer").is_in(known["customer"].implode()))
    came = _each(known, later.group_by("customer").agg(pl.sum("purchases")), "purchases")
    money = by_day(purchases).filter(pl.col("day").is_between(fit_until, until, closed="right"))
    paid = _each(known, money.group_by("customer").agg(pl.sum("amount").cast(pl.Float64)), "amount")
    rules = _rules(buying, known)
    counts = {name: rule(span) for name, rule in rules.items()}
    drawn = futures(buying, spend, known, span, seed)
    some, chance = (came > 0).astype(float), buys(buying, known, span)
    own = known["value"].fill_null(0.0).to_numpy()
    return LifetimeJudgement(
        customers=known.height,
        fitted_until=fit_until,
        judged_until=until,
        buying=buying,
        spend=spend,
        came=int(came.sum()),
        purchases=spread(counts[MODEL].sum(), drawn.purchases.sum(axis=1)),
        paid=float(paid.sum()),
        money=spread((counts[MODEL] * mean_spend(spend, known)).sum(), drawn.money.sum(axis=1)),
        money_same=float((counts["same_rate"] * own).sum()),
        within=_within(drawn, came),
        auc=area_under_curve(chance, some),
        auc_recency=area_under_curve(-(known["age"] - known["recency"]).to_numpy(), some),
        calibration_error=expected_calibration_error(chance, some),
        due=judge_due(purchases, fit_until, buying),
        marks=[_mark(name, count, came) for name, count in counts.items()],
        bins=_bins(known["frequency"].to_numpy(), came, counts),
        weeks=_weeks(later, rules, span),
    )


def _rules(buying: Buying, known: pl.DataFrame) -> dict[str, Rule]:
    simple: dict[str, Callable[[pl.DataFrame], Rule]] = {
        "same_rate": rivals.same_rate, "recency": rivals.recency, "nbd": rivals.nbd,
    }  # fmt: skip
    return {MODEL: lambda weeks: expected(buying, known, weeks)} | {name: rule(known) for name, rule in simple.items()}


def _each(known: pl.DataFrame, table: pl.DataFrame, column: str) -> Floats:
    joined = known.select("customer").join(table, on="customer", how="left", maintain_order="left")
    values: Floats = joined[column].fill_null(0).to_numpy().astype(float)
    return values


def _mark(rule: str, count: Floats, came: Floats) -> Mark:
    alike = np.ptp(count) == 0 or np.ptp(came) == 0
    total = float(came.sum())
    return Mark(
        rule=rule,
        total=float(count.sum()),
        error=(float(count.sum()) - total) / total if total else 0.0,
        mae=float(np.abs(count - came).mean()),
        rank=None if alike else float(pl.select(pl.corr(pl.Series(count), pl.Series(came), method="spearman")).item()),
    )


def _within(drawn: Futures, came: Floats) -> float:
    low, high = np.quantile(drawn.purchases, (0.1, 0.9), axis=0)
    return float(((came >= low) & (came <= high)).mean())


def _bins(frequency: Floats, came: Floats, counts: dict[str, Floats]) -> list[Bin]:
    group = np.minimum(frequency, BUSIEST)
    found = []
    for many in range(BUSIEST + 1):
        chosen = group == many
        if chosen.any():
            means = {name: float(count[chosen].mean()) for name, count in counts.items()}
            found.append(Bin(many, int(chosen.sum()), float(came[chosen].mean()), means))
    return found


def _weeks(later: pl.DataFrame, rules: dict[str, Rule], span: float) -> list[WeekSoFar]:
    by_week = dict(later.group_by("week").agg(pl.sum("purchases")).iter_rows())
    came, found = 0, []
    for week in range(1, int(np.ceil(span)) + 1):
        came += by_week.get(week, 0)
        within = min(float(week), span)
        found.append(WeekSoFar(week, came, {name: float(rule(within).sum()) for name, rule in rules.items()}))
    return found
