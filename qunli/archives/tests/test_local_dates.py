from __future__ import annotations

import pytest

from qunli.archives.day_parts import day_part, hour24
from qunli.archives.local_dates import Decision, decide_order, read_date
from qunli.archives.tests.brought import LATEST
from qunli.archives.times import BadTime


def order_of(*dates: str) -> Decision:
    return decide_order(dates, since=2009, latest=LATEST)


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (("13/05/2020", "14/05/2020"), "dmy"),
        (("05/13/2020", "05/14/2020"), "mdy"),
        (("2020/5/13",), "ymd"),
        (("2020. 5. 13.",), "ymd"),
        (("13.05.20",), "dmy"),
        (("5/13/20",), "mdy"),
        (("21/01/15", "21/01/16", "21/02/03"), "ymd"),
        (("2024年5月13日",), "ymd"),
    ],
)
def test_a_number_that_can_only_be_a_day_or_a_year_tells_the_order(dates: tuple[str, ...], order: str) -> None:
    assert order_of(*dates) == Decision(order)  # type: ignore[arg-type]


def test_time_that_would_run_backwards_tells_the_order() -> None:
    assert order_of("03/04/2020", "04/03/2020").order == "mdy"
    assert order_of("04/03/2020", "03/04/2020").order == "dmy"


def test_a_chat_is_rather_a_few_days_long_than_on_one_day_of_every_month() -> None:
    assert order_of("01/05/2020", "02/05/2020", "03/05/2020") == Decision("dmy")
    assert order_of("05/01/2020", "05/02/2020", "05/03/2020") == Decision("mdy")


def test_a_day_in_the_future_tells_the_order() -> None:
    assert decide_order(["01/12/2029", "02/12/2029"], since=2009, latest=LATEST).order == "dmy"
    assert decide_order(["04/01/2030"], since=2009, latest=LATEST).order == "dmy"


def test_what_cannot_be_told_is_assumed_and_the_first_date_that_depends_on_it_is_named() -> None:
    assert order_of("01/01/2020", "03/04/2020") == Decision("dmy", "03/04/2020")
    assert order_of("3/4/20") == Decision("mdy", "3/4/20")


def test_dates_that_read_the_same_either_way_need_no_assumption() -> None:
    assert order_of("1/1/21", "2/2/21").assumed_at is None


def test_one_broken_date_does_not_turn_a_file_around() -> None:
    assert order_of("45/45/2020", "13/05/2020", "05/13/2020", "14/05/2020").order == "dmy"


def test_thai_years_and_years_of_two_digits_are_common_years() -> None:
    assert read_date(("13", "05", "2563"), "dmy") == (2020, 5, 13)
    assert read_date(("13", "05", "20"), "dmy") == (2020, 5, 13)
    assert read_date(("0001", "01", "02"), "ymd") == (1, 1, 2)


@pytest.mark.parametrize(
    ("hour", "word", "hours"),
    [
        (12, "AM", 0),
        (12, "PM", 12),
        (1, "p. m.", 13),
        (11, "a.m.", 11),
        (12, "凌晨", 0),
        (9, "上午", 9),
        (12, "中午", 12),
        (1, "中午", 13),
        (3, "下午", 15),
        (6, "傍晚", 18),
        (9, "晚上", 21),
        (12, "晚上", 0),
        (0, "午後", 12),
        (3, "오후", 15),
        (9, "م", 21),
        (9, "", 9),
        (15, "PM", 15),
    ],
)
def test_words_for_parts_of_the_day_give_the_hour(hour: int, word: str, hours: int) -> None:
    part = day_part(word)
    assert part is not None
    assert hour24(hour, part) == hours


def test_a_word_that_is_no_part_of_a_day_is_none() -> None:
    assert day_part("o'clock") is None
    with pytest.raises(BadTime):
        hour24(25, "")
