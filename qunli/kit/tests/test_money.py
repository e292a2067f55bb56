"""Money is exact, and what does not part evenly goes where the documentation says."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from qunli.kit.money import LARGEST, POINTS, Money, read


def test_88_88_in_ten_shares() -> None:
    parts = [one.minor for one in Money(8_888, "CNY").split([1] * 10)]
    assert parts == [889] * 8 + [888] * 2
    assert sum(parts) == 8_888


def test_a_commission_of_7_5_percent_on_99_cents_is_7_cents() -> None:
    assert Money(99, "CNY").part(Fraction(75, 1000)) == Money(7, "CNY")


@given(some.integers(0, LARGEST), some.lists(some.integers(0, 10**6), min_size=1).filter(any))
def test_parts_sum_to_the_whole_and_none_is_a_unit_off_its_share(minor: int, weights: list[int]) -> None:
    parts = [one.minor for one in Money(minor, "CNY").split(weights)]
    assert sum(parts) == minor
    total = sum(weights)
    assert all(abs(part * total - minor * weight) < total for part, weight in zip(parts, weights, strict=True))


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [("12", "CNY", 1_200), ("12.5", "CNY", 1_250), ("1,234.50", "USD", 123_450), ("１２．５", "CNY", 1_250),
     ("500", "JPY", 500), ("1.234", "KWD", 1_234), ("7", POINTS, 7), ("0", "CNY", 0)],
)  # fmt: skip
def test_what_people_write_is_read(text: str, currency: str, minor: int) -> None:
    assert read(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency"),
    [("", "CNY"), ("-5", "CNY"), ("1.234", "CNY"), ("1.5", "JPY"), ("0.5", POINTS), ("1,2", "CNY"), ("1e5", "CNY"),
     ("NaN", "CNY"), ("٣", "CNY"), ("9" * 40, "CNY"), ("10000000000000.01", "CNY"), (".5", "CNY"), ("5.", "CNY")],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str, currency: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read(text, currency)


def test_currencies_are_not_reckoned_together() -> None:
    with pytest.raises(ValueError, match="together"):
        Money(1, "CNY") + Money(1, "USD")
    with pytest.raises(ValueError, match="no such"):
        Money(1, "GOLD")
