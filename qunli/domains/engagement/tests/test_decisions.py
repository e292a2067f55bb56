"""What counts as a poll, how a vote changes the counts, which day it is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from qunli.core.refusals import Invalid
from qunli.domains.engagement import decisions


@pytest.mark.parametrize(
    ("before", "choice", "several", "after"),
    [([], 1, False, [1]), ([1], 1, False, []), ([1], 0, False, [0]), ([1], 0, True, [1, 0]), ([1, 0], 1, True, [0])],
)
def test_a_tap_chooses_and_takes_back(before: list[int], choice: int, several: bool, after: list[int]) -> None:
    assert decisions.tapped(before, choice, several) == after


def test_a_changed_vote_moves_its_counts() -> None:
    assert decisions.counted([3, 1, 0], [0, 1], [1, 2]) == [2, 1, 1]


@pytest.mark.parametrize(
    ("text", "poll"),
    [
        ("Which tea? | Green | Black", ("Which tea?", ["Green", "Black"])),
        ("喝什么？｜绿茶｜红茶", ("喝什么？", ["绿茶", "红茶"])),
        ("Which tea?\nGreen\nBlack\n", ("Which tea?", ["Green", "Black"])),
        ("", ("", [])),
    ],
)
def test_a_poll_is_written_on_one_line_or_on_several(text: str, poll: tuple[str, list[str]]) -> None:
    assert decisions.written_poll(text) == poll


def test_choices_are_two_to_twelve_different_lines() -> None:
    assert decisions.choices([" Green ", "", "Black", "Green"]) == ["Green", "Black"]
    for wrong in (["Green"], ["Green", "Green "], [str(n) for n in range(13)], ["a", "b" * 101]):
        with pytest.raises(Invalid):
            decisions.choices(wrong)


def test_the_day_is_the_communitys_own() -> None:
    late = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)
    assert decisions.day_in("Asia/Shanghai", late) == date(2026, 3, 2)
    assert decisions.day_in("Europe/London", late) == date(2026, 3, 1)


def test_a_streak_goes_on_from_yesterday_and_counts_until_a_day_is_missed() -> None:
    today = date(2026, 3, 10)
    assert decisions.next_streak(None, today) == 1
    assert decisions.next_streak((date(2026, 3, 9), 4), today) == 5
    assert decisions.next_streak((date(2026, 3, 8), 4), today) == 1
    assert decisions.streak_now((date(2026, 3, 9), 4), today) == 4
    assert decisions.streak_now((date(2026, 3, 8), 4), today) == 0
