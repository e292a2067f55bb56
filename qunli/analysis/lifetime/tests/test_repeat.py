from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest

from qunli.analysis.lifetime.buying import fit_buying
from qunli.analysis.lifetime.due import due
from qunli.analysis.lifetime.purchases import summary
from qunli.analysis.lifetime.repeat import own_gaps, repeats
from qunli.analysis.lifetime.tests.invented import bought, customers

BOOK = bought(
    ("an", "2024-01-10", 100), ("an", "2024-01-31", 100), ("an", "2024-03-01", 100),
    ("bo", "2024-01-20", 100), ("bo", "2024-05-20", 100),
    ("cy", "2024-02-05", 100), ("di", "2024-05-25", 100),
)  # fmt: skip
TODAY = date(2024, 5, 31)


@pytest.mark.row("U7")
def test_repeat_rates_are_by_month_of_the_first_purchase_and_of_those_known_long_enough() -> None:
    found = repeats(BOOK, TODAY, days=90)
    shares = [(one.month.month, one.again.value, one.within.value, one.within.of) for one in found.cohorts]
    assert shares == [(1, 1.0, 0.5, 2), (2, 0.0, 0.0, 1), (5, 0.0, None, 0)]
    assert [one.customers for one in found.cohorts] == [2, 1, 1]
    assert (found.again.value, found.within.of) == (0.5, 3)


def test_gaps_are_days_between_purchases() -> None:
    gaps = repeats(BOOK, TODAY).gaps
    assert gaps is not None
    assert (gaps.gaps, gaps.customers, gaps.median) == (3, 2, 30.0)
    assert (gaps.median_low, gaps.median_high) == (21.0, 121.0)
    assert own_gaps(BOOK, TODAY).row(0) == ("an", 3, 25.5, 25.5, date(2024, 3, 1), 91)
    assert repeats(bought(("an", "2024-01-10", 1)), TODAY).gaps is None


def test_the_future_changes_nothing() -> None:
    early = date(2024, 2, 10)
    assert repeats(BOOK, early) == repeats(BOOK.filter(pl.col("day") <= early), early)
    assert repeats(BOOK.head(0), early).again.value is None


def _regular(every: int, silent: int, who: str) -> list[tuple[object, str, int]]:
    last = TODAY - timedelta(days=silent)
    return [(who, (last - timedelta(days=every * back)).isoformat(), 500) for back in range(8)]


def test_a_regular_customer_is_due_soon_after_the_own_gap_and_says_why() -> None:
    shop = [_regular(30, silent, f"steady{silent:02}") for silent in range(1, 31, 3)]
    table = bought(*[row for rows in [*shop, _regular(30, 33, "late"), _regular(7, 12, "weekly")] for row in rows])
    found = due(table, TODAY, None)
    assert found["customer"].to_list() == ["weekly", "late"]
    late = found.row(1, named=True)
    assert (late["silent"], late["usual"], late["active"]) == (33, 30.0, None)
    assert late["late"] > 0.8
    assert late["reasons"][0] == {"measure": "silent_days", "value": 33.0, "usual": 30.0}


def test_who_has_no_rhythm_of_their_own_is_not_due_without_a_model() -> None:
    assert due(bought(("an", "2024-01-01", 5), ("an", "2024-01-08", 5)), TODAY, None).height == 0


def test_those_who_are_due_are_likely_to_be_active_and_buy_more_often_than_others() -> None:
    today, table = date(2024, 12, 29), customers(1000)
    known = summary(table, today)
    found = due(table, today, fit_buying(known))
    assert found["active"].min() >= 0.5
    assert found["late"].min() >= 0.5
    assert found["buys"].is_sorted(descending=True)
    soon = table.filter(pl.col("day").is_between(today, today + timedelta(days=28), closed="right"))["customer"]
    came = found["customer"].is_in(soon.implode())
    everybody = known.filter(pl.col("frequency") > 0)["customer"].is_in(soon.implode())
    assert came.mean() > everybody.mean()
    assert came.mean() == pytest.approx(found["buys"].mean(), abs=0.1)
