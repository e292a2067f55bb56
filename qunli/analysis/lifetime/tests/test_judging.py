from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from qunli.analysis.lifetime import reading
from qunli.analysis.lifetime.judge import halves, judge_lifetime
from qunli.analysis.lifetime.judgement import LifetimeJudgement
from qunli.analysis.lifetime.tests.invented import bought, customers
from qunli.analysis.lifetime.worth import worth

TABLE = customers(1000)


@pytest.fixture(scope="module")
def judged() -> LifetimeJudgement:
    return judge_lifetime(TABLE, date(2024, 12, 29), date(2025, 12, 28))


def test_what_customers_do_who_buy_as_the_model_says_is_foretold(judged: LifetimeJudgement) -> None:
    assert judged.came == pytest.approx(judged.purchases.value, rel=0.08)
    assert judged.paid == pytest.approx(judged.money.value, rel=0.15)
    assert judged.within >= 0.8
    assert judged.calibration_error is not None
    assert judged.calibration_error < 0.05


@pytest.mark.slow
def test_four_futures_in_five_are_within_the_range_if_the_model_is_right() -> None:
    cases = [judge_lifetime(customers(600, seed=seed), date(2024, 12, 29), date(2025, 12, 28)) for seed in range(40)]
    assert 28 <= sum(one.purchases.low <= one.came <= one.purchases.high for one in cases) <= 38
    assert 28 <= sum(one.money.low <= one.paid <= one.money.high for one in cases) <= 38


def test_simpler_rules_are_judged_on_the_same_customers(judged: LifetimeJudgement) -> None:
    marks = {mark.rule: mark for mark in judged.marks}
    assert list(marks) == ["bg_nbd", "same_rate", "recency", "nbd"]
    assert marks["bg_nbd"].mae == min(mark.mae for mark in judged.marks)
    assert abs(marks["bg_nbd"].error) < 0.08 < marks["same_rate"].error
    assert sum(one.customers for one in judged.bins) == judged.customers
    assert judged.weeks[-1].came == judged.came
    assert judged.weeks[-1].expected["nbd"] == pytest.approx(marks["nbd"].total)


def test_a_table_is_parted_in_two_equal_halves_of_days() -> None:
    table = bought((1, "1997-01-01", 5), (1, "1998-06-30", 5))
    assert halves(table) == (date(1997, 9, 30), date(1998, 6, 30))


@pytest.mark.row("U7")
def test_each_customer_has_a_value_with_its_range_and_the_most_valuable_stands_first() -> None:
    found = worth(TABLE, date(2024, 12, 29), 52, discount=0.0, margin=0.5)
    table = found.customers
    assert table["value"].is_sorted(descending=True)
    assert found.value.low < found.value.value < found.value.high
    assert table["value"].sum() == pytest.approx(found.value.value)
    first = table.row(0, named=True)
    assert first["value"] == pytest.approx(first["expected"] * first["spend"] * 0.5)
    assert first["value_low"] < first["value"] < first["value_high"]
    assert worth(TABLE, date(2024, 12, 29), 52, discount=0.0, margin=0.5).value == found.value


def test_money_that_comes_later_is_worth_less() -> None:
    now, patient = (worth(TABLE, date(2024, 12, 29), 104, discount=rate) for rate in (0.0, 0.1))
    assert patient.purchases == now.purchases
    assert 0.9 * now.value.value < patient.value.value < 0.97 * now.value.value
    assert np.all(patient.customers["value"].to_numpy() >= 0)


@pytest.mark.row("U7")
def test_the_published_estimates_of_cdnow_come_out(shared: Path) -> None:
    table = reading.read(shared / "data" / "retention" / "cdnow_sample.txt")
    found = judge_lifetime(table, *halves(table))
    assert found.buying.parameters == pytest.approx((0.243, 4.414, 0.793, 2.426), rel=0.01)
    assert found.buying.log_likelihood == pytest.approx(-9582.4, abs=0.05)
    assert (found.spend.p, found.spend.q, found.spend.gamma) == pytest.approx((6.25, 3.74, 15.44), rel=0.01)
    assert found.came == 1882
    assert found.marks[0].total == pytest.approx(1653.4, abs=0.5)
