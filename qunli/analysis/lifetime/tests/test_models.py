from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from qunli.analysis.lifetime import purchases
from qunli.analysis.lifetime.buying import Buying, fit_buying
from qunli.analysis.lifetime.future import active, bought_by_now, buys, expected
from qunli.analysis.lifetime.likelihood import TooFewPurchases
from qunli.analysis.lifetime.spend import Spend, fit_spend, mean_spend
from qunli.analysis.lifetime.tests.invented import START, bought, customers


def published(r: float = 0.2425945, alpha: float = 4.4136019, a: float = 0.7929199, b: float = 2.4258881) -> Buying:
    return Buying(r, alpha, a, b, -9582.4, 2357, (0.0, 0.0, 0.0, 0.0), ((0.0,) * 4,) * 4, True)


def known(x: int, recency: float, age: float, value: float | None = None) -> pl.DataFrame:
    row = {"frequency": [x], "recency": [recency], "age": [age], "value": [value]}
    return pl.DataFrame(row, schema_overrides={"value": pl.Float64})


@pytest.mark.row("U7")
def test_the_worked_example_of_the_paper_comes_out() -> None:
    # Fader, Hardie and Lee's spreadsheet: customer 0001, two repeat purchases, the last in week 30.43 of 38.86.
    assert expected(published(), known(2, 30.43, 38.86), 39)[0] == pytest.approx(1.226, abs=0.001)


def test_a_newcomer_is_expected_to_buy_as_the_paper_tabulates() -> None:
    new = known(0, 0.0, 0.0)
    many = [expected(published(), new, weeks)[0] for weeks in (1 / 7, 1.0, 3.0, 223 / 7, 32.0, 78.0)]
    assert many == pytest.approx([0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8576], abs=0.0005)


def test_whoever_bought_often_and_then_fell_silent_is_more_likely_gone() -> None:
    model = published()
    silent = [active(model, known(x, 10.0, 38.0))[0] for x in (1, 4, 12)]
    assert silent == sorted(silent, reverse=True)
    assert silent[0] > 0.4 > 0.01 > silent[2]
    assert active(model, known(0, 0.0, 38.0))[0] == 1.0


def test_the_chance_to_buy_at_all_grows_with_time_and_is_never_more_than_being_active() -> None:
    model, one = published(), known(4, 30.0, 38.0)
    chances = [buys(model, one, weeks)[0] for weeks in (0.0, 4.0, 26.0, 10_000.0)]
    assert chances[0] == 0.0
    assert chances == sorted(chances)
    assert chances[-1] < active(model, one)[0]


def test_somebody_is_due_once_the_silence_is_longer_than_their_own_rhythm() -> None:
    by_now = [bought_by_now(published(), known(12, 36.0, 36.0 + silence))[0] for silence in (0.0, 2.1, 9.0)]
    assert by_now[0] == 0.0
    assert by_now[1] == pytest.approx(0.46, abs=0.01)
    assert by_now[2] > 0.9


@settings(deadline=None, max_examples=60)
@given(
    logs=st.tuples(*[st.floats(-3, 3)] * 4),
    x=st.sampled_from([0, 1, 5, 50, 500]),
    age=st.floats(1, 200),
    weeks=st.floats(0.1, 500),
)
def test_what_is_expected_agrees_with_adding_up_every_chance_of_stopping(
    logs: tuple[float, ...], x: int, age: float, weeks: float
) -> None:
    r, alpha, a, b = np.exp(logs)
    model, one = published(r, alpha, a, b), known(x, age if x else 0.0, age)
    stops = beta.ppf((np.arange(20_000) + 0.5) / 20_000, a, b + x)
    rate = np.log1p(stops * weeks / (alpha + age)) * (r + x)
    each = np.divide(-np.expm1(-rate), stops, out=np.full_like(stops, (r + x) * weeks / (alpha + age)), where=stops > 0)
    wanted = active(model, one)[0] * each.mean()
    assert expected(model, one, weeks)[0] == pytest.approx(wanted, rel=5e-3)


@pytest.mark.parametrize("parameters", [(0.5, 5.0, 1.0, 2.0), (0.5, 5.0, 0.4, 0.6), (0.5, 5.0, 1.0, 1e-9)])
def test_parameters_at_which_the_formula_divides_by_nothing_are_no_gap(parameters: tuple[float, ...]) -> None:
    there = expected(published(*parameters), known(0, 0.0, 10.0), 20)[0]
    beside = [
        expected(published(*(np.array(parameters) * step)), known(0, 0.0, 10.0), 20)[0] for step in (0.999, 1.001)
    ]
    assert min(beside) <= there <= max(beside)


def test_hundreds_of_purchases_in_little_time_and_a_long_look_ahead_have_an_answer() -> None:
    model, busy = published(0.5, 1.0, 12.0, 1.0), known(500, 10.0, 10.0)
    many = [expected(model, busy, weeks)[0] for weeks in (90.0, 500.0, 5_000.0)]
    assert many == sorted(many)
    assert many[2] == pytest.approx(active(model, busy)[0] * 512 / 11, rel=0.01)


def test_the_fit_finds_the_truth_of_invented_customers_within_its_own_errors() -> None:
    truth = (0.8, 6.0, 0.8, 2.5)
    model = fit_buying(purchases.summary(customers(), date(2025, 12, 28)))
    assert model.settled
    for value, error, true in zip(model.parameters, model.errors, truth, strict=True):
        assert abs(value - true) < 3 * error
        assert error < 0.6 * true


def test_the_fitted_place_is_higher_than_all_beside_it() -> None:
    known_customers = purchases.summary(customers(300), date(2024, 12, 31))
    model = fit_buying(known_customers)
    again = fit_buying(known_customers.reverse())
    assert again.log_likelihood == pytest.approx(model.log_likelihood, abs=1e-6)
    assert again.parameters == pytest.approx(model.parameters, rel=1e-3)


def test_people_who_never_stop_leave_the_model_unsettled_and_say_so() -> None:
    rows = [(who, f"2024-{month:02}-{1 + who % 20:02}", 500) for who in range(40) for month in range(1, 13)]
    model = fit_buying(purchases.summary(bought(*rows), date(2024, 12, 31)))
    assert not model.settled


def test_too_little_to_learn_from_is_said_with_figures() -> None:
    few = purchases.summary(customers(20), date(2024, 12, 31))
    with pytest.raises(TooFewPurchases) as refusal:
        fit_buying(few)
    assert (refusal.value.customers, refusal.value.need_customers, refusal.value.need_repeaters) == (20, 30, 10)
    once = purchases.summary(bought(*[(who, "2024-01-01", 100) for who in range(50)]), START)
    with pytest.raises(TooFewPurchases, match="50 customers, 0 of whom bought again"):
        fit_buying(once)


def test_spend_is_drawn_towards_everybodys_the_more_the_less_somebody_bought() -> None:
    model = Spend(6.25, 3.74, 15.44, -4055.9, 946, (0.0, 0.0, 0.0), ((0.0,) * 3,) * 3, 0.0, True)
    # Fader and Hardie's note: the first customers of the CDNOW sample.
    assert mean_spend(model, known(2, 30.43, 38.86, 22.35))[0] == pytest.approx(24.66, abs=0.01)
    assert mean_spend(model, known(1, 1.71, 38.86, 11.77))[0] == pytest.approx(18.92, abs=0.01)
    assert mean_spend(model, known(0, 0.0, 38.86))[0] == pytest.approx(model.mean) == pytest.approx(35.22, abs=0.01)


def test_spend_is_the_same_in_cents_and_in_euros() -> None:
    cents = purchases.summary(customers(), date(2025, 12, 28))
    euros = cents.with_columns(pl.col("value") / 100)
    one, other = fit_spend(cents), fit_spend(euros)
    assert (one.p, one.q) == pytest.approx((other.p, other.q), rel=1e-4)
    assert one.gamma == pytest.approx(100 * other.gamma, rel=1e-4)
    assert abs(other.p - 6) < 3 * other.errors[0]
    assert abs(other.q - 4) < 3 * other.errors[1]
