from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunli.analysis.cost_and_return import Month, cost_and_return, payback
from qunli.analysis.estimates import Estimate, mean_of, net_of


def _months(*rows: tuple[float, int, int]) -> list[Month]:
    """Members, cost and margin of months in a row."""
    return [
        Month(date(2024, at, 1), members, cost, 10.0, 2 * margin, margin)
        for at, (members, cost, margin) in enumerate(rows, 1)
    ]


@pytest.mark.row("U6")
def test_cost_and_return_are_sums_over_the_months() -> None:
    found = cost_and_return(_months((100, 50_000, 20_000), (150, 60_000, 90_000)))
    assert (found.cost, found.revenue, found.margin, found.profit, found.hours) == (110_000, 220_000, 110_000, 0, 20.0)
    assert (found.cost_per_member, found.margin_per_member, found.roi) == (440.0, 440.0, 0.0)
    assert found.marginal is None


def test_a_community_without_cost_or_members_has_no_ratio() -> None:
    found = cost_and_return(_months((0, 0, 500)))
    assert (found.roi, found.cost_per_member, found.profit) == (None, None, 500)
    assert cost_and_return([]).months == 0


def test_the_marginal_cost_is_how_cost_moved_with_members() -> None:
    exact = cost_and_return(_months(*[(size, 10_000 + 300 * size, 0) for size in (10, 12, 20, 21, 35)])).marginal
    assert exact is not None
    assert exact.cost.value == pytest.approx(300)
    assert exact.telling
    noise = cost_and_return(_months((10, 900, 0), (14, 100, 0), (15, 800, 0), (25, 700, 0), (26, 100, 0))).marginal
    assert noise is not None
    assert not noise.telling
    assert noise.cost.low is not None
    assert noise.cost.low < 0


def test_members_who_grow_evenly_tell_no_marginal_cost() -> None:
    assert cost_and_return(_months(*[(size, 100, 0) for size in (10, 12, 14, 16, 18)])).marginal is None


def _joined(*rows: tuple[str, str]) -> pl.DataFrame:
    return pl.DataFrame({"member": [who for who, _ in rows], "day": [date.fromisoformat(day) for _, day in rows]})


def _margins(*rows: tuple[str, str, int]) -> pl.DataFrame:
    return _joined(*[row[:2] for row in rows]).with_columns(amount=pl.Series([row[2] for row in rows], dtype=pl.Int64))


def test_a_cohort_has_paid_back_in_the_month_in_which_its_margin_passes_its_cost() -> None:
    joined = _joined(("an", "2024-01-01"), ("bo", "2024-01-20"), ("cy", "2024-02-02"))
    margins = _margins(
        ("an", "2024-01-05", 600), ("bo", "2024-02-25", 400), ("an", "2024-03-20", 1000), ("cy", "2024-03-01", 9)
    )  # fmt: skip
    january, february = payback(joined, margins, {date(2024, 1, 1): 1_000}, date(2024, 4, 30))
    assert (january.members, january.cost) == (2, 500.0)
    assert [one.value for one in january.margins] == [300.0, 500.0, 1000.0]
    assert (january.paid_back, january.surely) == (2, None)
    assert (february.cost, february.paid_back) == (None, None)
    assert february.margins[0] == Estimate(9.0, None, None)


def test_months_that_not_all_of_a_cohort_have_lived_are_left_out() -> None:
    joined = _joined(("an", "2024-01-01"), ("bo", "2024-01-31"))
    nothing = joined.head(0).with_columns(amount=pl.lit(0))
    early, later = (payback(joined, nothing, {}, until) for until in (date(2024, 2, 28), date(2024, 2, 29)))
    assert [len(one[0].margins) for one in (early, later)] == [0, 1]


def test_many_alike_pay_back_surely() -> None:
    who = [f"m{number:03}" for number in range(50)]
    joined = _joined(*[(one, "2024-01-01") for one in who])
    margins = _margins(*[(one, "2024-01-02", 90 + place % 20) for place, one in enumerate(who)])
    (cohort,) = payback(joined, margins, {date(2024, 1, 1): 50 * 80}, date(2024, 2, 28))
    assert (cohort.paid_back, cohort.surely) == (1, 1)


def test_a_mean_of_one_says_nothing_of_others() -> None:
    assert mean_of([7.0]) == Estimate(7.0, None, None)
    three = mean_of([1.0, 2.0, 3.0])
    assert (three.value, three.low) == (2.0, pytest.approx(2 - 4.30265 / 3**0.5, abs=1e-4))


def test_no_event_at_all_may_still_be_nearly_four() -> None:
    # Garwood's interval for nothing seen is 0 to 3.69.
    assert net_of(0, 0) == Estimate(0.0, pytest.approx(-3.6889, abs=1e-4), pytest.approx(3.6889, abs=1e-4))


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_difference_of_two_counts_is_within_its_range_and_turns_with_them(came: int, went: int) -> None:
    one, other = net_of(came, went), net_of(went, came)
    assert one.low is not None
    assert one.high is not None
    assert one.low < one.value < one.high
    assert other.low == pytest.approx(-one.high)
