from __future__ import annotations

from datetime import timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from qunli.archives.reasons import DAY_FIRST, MONTH_FIRST
from qunli.archives.tests.brought import messages, ms, records, skips
from qunli.archives.tests.written import text_file
from qunli.archives.times import NOT_A_TIME, TOO_EARLY, TOO_LATE

DIALECTS = {
    "german android": ("13.05.20, 14:03 - Ann: hi", "2020-05-13T14:03"),
    "german iphone": ("[13.05.20, 14:03:07] Ann: hi", "2020-05-13T14:03:07"),
    "british android": ("13/05/2020, 14:03 - Ann: hi", "2020-05-13T14:03"),
    "british iphone": ("[13/05/2020, 14:03:07] Ann: hi", "2020-05-13T14:03:07"),
    "american android": ("5/13/20, 2:03 PM - Ann: hi", "2020-05-13T14:03"),
    "american android with a narrow space": ("5/13/20, 2:03\u202fPM - Ann: hi", "2020-05-13T14:03"),
    "american iphone": ("[5/13/20, 2:03:07\u202fPM] Ann: hi", "2020-05-13T14:03:07"),
    "american midnight": ("[5/13/20, 12:03:07 AM] Ann: hi", "2020-05-13T00:03:07"),
    "indian android": ("13/05/20, 2:03 pm - Ann: hi", "2020-05-13T14:03"),
    "mexican android": ("13/05/20 2:03 p. m. - Ann: hi", "2020-05-13T14:03"),
    "spanish iphone": ("[13/5/20, 2:03:07 p.\u00a0m.] Ann: hi", "2020-05-13T14:03:07"),
    "brazilian android": ("13/05/2020 14:03 - Ann: hi", "2020-05-13T14:03"),
    "brazilian android of old": ("13/05/2020 às 14:03 - Ann: hi", "2020-05-13T14:03"),
    "french android of old": ("13/05/2020 à 14:03 - Ann: hi", "2020-05-13T14:03"),
    "canadian french": ("2020-05-13 14 h 03 - Ann: hi", "2020-05-13T14:03"),
    "dutch android": ("13-05-2020 14:03 - Ann: hi", "2020-05-13T14:03"),
    "swedish android": ("2020-05-13 14:03 - Ann: hi", "2020-05-13T14:03"),
    "danish android": ("13.05.2020 14.03 - Ann: hi", "2020-05-13T14:03"),
    "indonesian android": ("13/05/20 14.03 - Ann: hi", "2020-05-13T14:03"),
    "chinese android": ("2020/5/13 14:03 - 安: 你好", "2020-05-13T14:03"),
    "chinese android, afternoon": ("2020/5/13 下午2:03 - 安: 你好", "2020-05-13T14:03"),
    "chinese android, evening": ("2020/5/13 晚上9:03 - 安: 你好", "2020-05-13T21:03"),
    "chinese android, before dawn": ("2020/5/13 凌晨12:03 - 安: 你好", "2020-05-13T00:03"),
    "chinese android, noon": ("2020/5/13 中午12:03 - 安: 你好", "2020-05-13T12:03"),
    "chinese android, in words": ("2020年5月13日 上午9:03 - 安: 你好", "2020-05-13T09:03"),
    "chinese iphone": ("[2020/5/13 下午2:03:07] 安: 你好", "2020-05-13T14:03:07"),
    "taiwanese android": ("2020/5/13 下午2:03 - 安: 你好", "2020-05-13T14:03"),
    "japanese iphone": ("[2020/05/13 14:03:07] 杏: はい", "2020-05-13T14:03:07"),
    "japanese, afternoon": ("2020/05/13 午後2:03 - 杏: はい", "2020-05-13T14:03"),
    "korean iphone": ("[2020. 5. 13. 오후 2:03:07] 안: 네", "2020-05-13T14:03:07"),
    "korean android": ("2020. 5. 13. 오후 2:03 - 안: 네", "2020-05-13T14:03"),
    "arabic iphone": ("\u200f[13\u200f/5\u200f/2020، 2:03:07 م] Ann: hi", "2020-05-13T14:03:07"),
    "arabic digits": (
        "\u0661\u0663/\u0665/\u0662\u0660\u0662\u0660 \u0662:\u0660\u0663 م - Ann: hi",
        "2020-05-13T14:03",
    ),
    "persian digits": (
        "\u06f2\u06f0\u06f2\u06f0/\u06f5/\u06f1\u06f3, \u06f1\u06f4:\u06f0\u06f3 - Ann: hi",
        "2020-05-13T14:03",
    ),
    "greek": ("13/5/20, 2:03 μ.μ. - Ann: hi", "2020-05-13T14:03"),
    "turkish": ("13.05.2020 14:03 - Ann: hi", "2020-05-13T14:03"),
    "vietnamese": ("13/05/2020, 2:03 CH - Ann: hi", "2020-05-13T14:03"),
    "thai": ("13/5/2563 14:03 - Ann: hi", "2020-05-13T14:03"),
    "marks before the bracket": ("\u200e[13/05/2020, 14:03:07] Ann: hi", "2020-05-13T14:03:07"),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_line_in_the_format_of_a_region_gives_the_moment(dialect: str, tmp_path: Path) -> None:
    line, moment = DIALECTS[dialect]
    second = line.replace(": hi", ": and I").replace(": 你好", ": 再见")
    found = records(text_file(tmp_path / "chat.txt", f"{line}\n{second}\n"))

    assert [message.at for message in messages(found)] == [ms(moment), ms(moment)]
    assert skips(found) == []
    assert messages(found)[0].text in ("hi", "你好", "はい", "네")


def test_local_times_are_those_of_the_zone_that_was_given(tmp_path: Path) -> None:
    chat = text_file(tmp_path / "chat.txt", "13.07.2020, 14:03 - Ann: summer\n13.12.2020, 14:03 - Ann: winter\n")

    found = messages(records(chat, zone=ZoneInfo("Europe/Berlin")))

    assert [message.at for message in found] == [ms("2020-07-13T12:03"), ms("2020-12-13T13:03")]
    assert messages(records(chat, zone=timezone(timedelta(hours=8))))[0].at == ms("2020-07-13T06:03")


def test_an_hour_in_which_the_clocks_change_is_read_minute_by_minute(tmp_path: Path) -> None:
    lines = "".join(f"29.10.2006, 0{hour}:{minute} - Ann: hi\n" for hour in (0, 1) for minute in ("00", "02", "59"))
    found = messages(records(text_file(tmp_path / "chat.txt", lines), zone=ZoneInfo("America/St_Johns")))

    # Newfoundland put its clocks back at one minute past midnight until 2011.
    assert [message.at for message in found][:2] == [ms("2006-10-29T02:30"), ms("2006-10-29T03:32")]


def test_months_come_first_when_days_above_twelve_say_so_later_in_the_file(tmp_path: Path) -> None:
    chat = text_file(tmp_path / "chat.txt", "3/4/20, 10:00 - Ann: one\n3/25/20, 10:00 - Ann: two\n")

    assert [message.at for message in messages(records(chat))] == [ms("2020-03-04T10:00"), ms("2020-03-25T10:00")]


def test_short_years_come_first_when_that_makes_the_chat_a_short_one(tmp_path: Path) -> None:
    chat = text_file(tmp_path / "chat.txt", "[20/5/13 14:03:07] 安: 你好\n[20/5/15 晚上9:00:00] 安: 再见\n")

    found = messages(records(chat))

    assert [message.at for message in found] == [ms("2020-05-13T14:03:07"), ms("2020-05-15T21:00")]


def test_an_order_that_nothing_tells_is_assumed_and_said(tmp_path: Path) -> None:
    found = records(text_file(tmp_path / "chat.txt", "01/01/2020, 10:00 - Ann: a\n03/04/2020, 10:00 - Ann: b\n"))

    assert [message.at for message in messages(found)] == [ms("2020-01-01T10:00"), ms("2020-04-03T10:00")]
    assert [(skip.reason, skip.position, skip.excerpt) for skip in skips(found)] == [(DAY_FIRST, 2, "03/04/2020")]

    american = records(text_file(tmp_path / "us.txt", "3/4/20, 10:00 AM - Ann: b\n"))
    assert messages(american)[0].at == ms("2020-03-04T10:00")
    assert [skip.reason for skip in skips(american)] == [MONTH_FIRST]


def test_impossible_times_lose_only_their_own_message(tmp_path: Path) -> None:
    chat = text_file(
        tmp_path / "chat.txt",
        "13/05/2020, 10:00 - Ann: good\n"
        "31/02/2020, 10:00 - Ann: no such day\nwith more\n"
        "13/05/2020, 25:00 - Ann: no such hour\n"
        "13/05/2020, 10:61 - Ann: no such minute\n"
        "01/01/0001, 10:00 - Ann: year one\n"
        "13/05/2099, 10:00 - Ann: far away\n"
        "14/05/2020, 10:00 - Ann: good again\n",
    )
    found = records(chat)

    assert [message.text for message in messages(found)] == ["good", "good again"]
    assert [(skip.position, skip.reason) for skip in skips(found)] == [
        (2, NOT_A_TIME),
        (4, NOT_A_TIME),
        (5, NOT_A_TIME),
        (6, TOO_EARLY),
        (7, TOO_LATE),
    ]
