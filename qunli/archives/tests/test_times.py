from __future__ import annotations

import math
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from qunli.archives.tests.brought import LATEST, ms
from qunli.archives.times import (
    NOT_A_TIME,
    TOO_EARLY,
    TOO_LATE,
    BadTime,
    from_iso,
    from_milliseconds,
    from_parts,
    from_seconds,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize("value", [1_704_164_645, "1704164645", 1_704_164_645.0, "1704164645.000200"])
def test_seconds_may_be_numbers_or_text(value: object) -> None:
    assert from_seconds(value, LATEST) == ms("2024-01-02T03:04:05")


def test_milliseconds_are_taken_as_they_are() -> None:
    assert from_milliseconds(1_704_164_645_123, LATEST) == ms("2024-01-02T03:04:05.123")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-01-02T03:04:05Z", "2024-01-02T03:04:05"),
        ("2024-01-02T03:04:05.1234567+00:00", "2024-01-02T03:04:05.123"),
        ("2024-01-02T03:04:05+08:00", "2024-01-01T19:04:05"),
        ("2024-01-02 11:04:05", "2024-01-02T03:04:05"),
        ("2024-1-2 11:04", "2024-01-02T03:04:00"),
        ("2024-01-02T11:04:05,5", "2024-01-02T03:04:05.500"),
    ],
)
def test_iso_times_use_their_own_offset_and_else_the_zone(text: str, moment: str) -> None:
    assert from_iso(text, SHANGHAI, LATEST) == ms(moment)


@pytest.mark.parametrize("value", [None, True, "", "soon", math.nan, math.inf, "1e999.", [], "9" * 5000])
def test_what_is_no_time_is_not_one(value: object) -> None:
    with pytest.raises(BadTime):
        from_seconds(value, LATEST)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0001-01-01T00:00:00", TOO_EARLY),
        ("1970-01-01T00:00:00Z", TOO_EARLY),
        ("9999-12-31T23:59:59-23:59", TOO_LATE),
        ("2030-01-01T00:00:01Z", TOO_LATE),
        ("2024-02-30T00:00:00", NOT_A_TIME),
        ("yesterday", NOT_A_TIME),
        (None, NOT_A_TIME),
    ],
)
def test_times_outside_a_chats_life_are_refused_with_the_reason(text: str | None, reason: str) -> None:
    with pytest.raises(BadTime, match=reason):
        from_iso(text, SHANGHAI, LATEST)


def test_negative_and_far_numbers_are_refused() -> None:
    with pytest.raises(BadTime, match=TOO_EARLY):
        from_seconds(-1, LATEST)
    with pytest.raises(BadTime, match=TOO_LATE):
        from_seconds(10**18, LATEST)


def test_a_leap_second_is_the_second_before_it() -> None:
    assert from_parts(2016, 12, 31, 23, 59, 60, zone=UTC, latest=LATEST) == ms("2016-12-31T23:59:59")


def test_an_hour_that_the_clock_shows_twice_is_the_first() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert from_parts(2023, 10, 29, 2, 30, zone=berlin, latest=LATEST) == ms("2023-10-29T00:30:00")
