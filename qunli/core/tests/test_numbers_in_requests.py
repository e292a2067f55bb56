"""A number in an address or a form is one that a column can hold, or none."""

from __future__ import annotations

import pytest

from qunli.core.http import number, numbers


@pytest.mark.parametrize(
    ("given", "found"),
    [("0", 0), ("12", 12), ("9223372036854775807", 2**63 - 1), ("9223372036854775808", None), ("9" * 400, None)]
    + [(wrong, None) for wrong in (None, "", "-1", "+1", " 1", "1.5", "x", "²", "١")],
)
def test_what_is_no_such_number_is_nothing(given: str | None, found: int | None) -> None:
    assert number(given) == found


def test_a_number_has_the_limit_that_is_asked_for() -> None:
    assert (number("3", 3), number("4", 3)) == (3, None)


def test_of_several_those_that_are_numbers_stay() -> None:
    assert numbers(["1", "two", "3", "9" * 30]) == [1, 3]
