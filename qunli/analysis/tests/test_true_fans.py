from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from qunli.analysis.fan_definitions import Bought, InTier, Spent
from qunli.analysis.fans import Fans, true_fans
from qunli.analysis.lifetime.tests.invented import bought

NOBODY = pl.DataFrame(schema={"customer": pl.String, "tier": pl.String, "since": pl.Date, "until": pl.Date})
YEAR_END = date(2024, 12, 31)


def _shop() -> pl.DataFrame:
    """Every month from March on one more customer begins to spend 100.00 a month."""
    months = range(3, 13)
    return bought(*[(f"c{start:02}", f"2024-{month:02}-10", 10_000) for start in months for month in range(start, 13)])


def _fans(definition: Spent | Bought | InTier, goal: int = 10, by: date | None = None) -> Fans:
    return true_fans(_shop(), NOBODY, definition, YEAR_END, goal=goal, by=by)


@pytest.mark.row("U5")
def test_who_is_a_fan_is_what_the_operator_says() -> None:
    assert _fans(Spent(50_000)).customers["customer"].to_list() == ["c03", "c04", "c05", "c06", "c07", "c08"]
    assert _fans(Bought(2, days=60)).have == 9
    tiers = pl.DataFrame(
        {
            "customer": ["an", "bo", "cy"],
            "tier": ["gold", "gold", "free"],
            "since": [date(2024, 1, 1)] * 3,
            "until": [None, date(2024, 6, 30), None],
        }
    )
    found = true_fans(_shop(), tiers, InTier(frozenset({"gold"})), YEAR_END)
    assert found.customers.rows() == [("an", 0, 0)]
    assert (found.have, found.missing, found.income) == (1, 999, 0)


def test_the_income_is_what_they_spent_and_at_the_goal_so_many_times_the_mean() -> None:
    found = _fans(Spent(50_000), goal=12)
    assert found.income == 100_00 * (10 + 9 + 8 + 7 + 6 + 5)
    assert found.each is not None
    assert found.income_at_goal is not None
    assert (found.each.value, found.income_at_goal.value) == (75_000, 900_000)
    assert found.income_at_goal.low == pytest.approx(900_000 - 12 * 2.5706 * 18_708.29 / 6**0.5, rel=1e-4)


def test_the_pace_says_when_and_how_unsure_it_is() -> None:
    found = _fans(Spent(50_000), goal=10)
    assert found.pace is not None
    assert (found.pace.months, found.pace.became, found.pace.ceased, found.pace.young) == (6, 6, 0, True)
    assert found.pace.net.value == 1.0
    assert found.reached == date(2025, 4, 30)
    assert found.earliest is not None
    assert found.earliest < found.reached
    assert found.latest is None or found.latest > found.reached


def test_a_day_to_be_there_by_asks_for_so_many_a_month() -> None:
    assert _fans(Spent(50_000), goal=10, by=date(2025, 3, 1)).needed == pytest.approx(2.0)
    with pytest.raises(ValueError, match="must lie ahead"):
        _fans(Spent(50_000), by=YEAR_END)


def test_a_goal_that_is_met_is_met_today() -> None:
    found = _fans(Spent(50_000), goal=6)
    assert (found.missing, found.reached, found.latest) == (0, YEAR_END, YEAR_END)


def test_where_as_many_cease_as_begin_no_day_is_promised() -> None:
    rows = [(f"c{month:02}", f"2024-{month:02}-{day:02}", 500) for month in range(1, 13) for day in (5, 15)]
    found = true_fans(bought(*rows), NOBODY, Bought(2, days=30), YEAR_END, goal=10)
    assert found.pace is not None
    assert found.pace.net.value <= 0.17
    assert found.latest is None
    assert not found.pace.young


def test_without_a_month_of_history_there_is_no_pace_and_without_fans_no_income() -> None:
    found = true_fans(bought(("an", "2024-12-20", 500)), NOBODY, Spent(1000), YEAR_END)
    assert (found.pace, found.each, found.income_at_goal, found.reached, found.have) == (None, None, None, None, 0)


def test_amounts_are_whole_minor_units() -> None:
    with pytest.raises(ValueError, match="whole minor units"):
        true_fans(_shop().cast({"amount": pl.Float64}), NOBODY, Spent(1), YEAR_END)
