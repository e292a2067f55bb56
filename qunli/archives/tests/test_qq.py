from __future__ import annotations

from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from qunli.archives.reasons import NO_DATE, NOTICE, UNKNOWN_LINE, UNNAMED
from qunli.archives.records import Joined, Left, Person, Removed
from qunli.archives.tests.brought import groups, messages, ms, names, of_kind, records, skips
from qunli.archives.tests.qq_export import GROUP
from qunli.archives.tests.written import text_file


@pytest.mark.row("G6")
def test_a_group_out_of_the_message_manager_is_read_in_chinas_time(tmp_path: Path) -> None:
    found = records(text_file(tmp_path / "烘焙群.txt", GROUP))

    assert groups(found) == {"烘焙群": "烘焙群"}
    assert [(message.author, message.text, message.attachments) for message in messages(found)] == [
        ("10001", "大家好", ()),
        ("10002", "看我的面包\n第二行", ("image",)),
        ("wang@example.org", "@安妮 你好 @小王 也好 @没有人", ()),
        ("10003", "", ("other",)),
    ]
    assert messages(found)[0].at == ms("2024-01-02T01:04:05")
    assert messages(found)[2].mentions == ("10001", "10002")
    assert names(found) == {
        "10001": "安妮",
        "10002": "小王",
        "wang@example.org": "带(括号)的名字",
        "10003": "小李",
        "小陈": "小陈",
    }


def test_notices_name_members_who_are_found_by_what_the_group_calls_them(tmp_path: Path) -> None:
    found = records(text_file(tmp_path / "烘焙群.txt", GROUP))
    at, later = ms("2024-01-02T01:07:08"), ms("2024-01-02T01:08:09")

    assert of_kind(Left, found) == [Left(group="烘焙群", person="10002", at=at)]
    assert of_kind(Joined, found) == [
        Joined(group="烘焙群", person="10003", at=at),
        Joined(group="烘焙群", person="小陈", at=at, by="10001"),
    ]
    assert of_kind(Removed, found) == [Removed(group="烘焙群", person="小陈", at=later, by="10001")]
    assert [skip.reason for skip in skips(found)] == [NOTICE, UNNAMED]


def test_clocks_with_am_and_pm_and_other_zones_are_read(tmp_path: Path) -> None:
    chat = text_file(
        tmp_path / "群.txt",
        "2019-09-23 8:43:38 PM 骰娘(87200175)\n一\n\n2019-09-24 12:05:00 AM 骰娘(87200175)\n二\n\n"
        "2019-09-24 下午 1:05:00 骰娘(87200175)\n三\n",
    )

    assert [message.at for message in messages(records(chat))] == [
        ms("2019-09-23T12:43:38"),
        ms("2019-09-23T16:05:00"),
        ms("2019-09-24T05:05:00"),
    ]
    assert messages(records(chat, zone=ZoneInfo("UTC")))[0].at == ms("2019-09-23T20:43:38")
    assert messages(records(chat, zone=UTC))[0].at == ms("2019-09-23T12:43:38")


def test_titles_are_left_out_of_names_and_official_bots_are_known(tmp_path: Path) -> None:
    chat = text_file(
        tmp_path / "群.txt",
        "2024-01-02 9:04:05 【群主】【潜水】安妮(10001)\n一\n2024-01-02 9:04:06 【上海】(10002)\n二\n"
        "2024-01-02 9:04:07 Q群管家(2854196310)\n三\n2024-01-02 9:04:08 (10004)\n四\n",
    )

    assert of_kind(Person, records(chat)) == [
        Person(platform="qq", id="10001", name="安妮"),
        Person(platform="qq", id="10002", name="【上海】"),
        Person(platform="qq", id="2854196310", name="Q群管家", is_bot=True),
        Person(platform="qq", id="10004", name="10004"),
    ]


def test_messages_copied_on_a_phone_are_read_day_by_day(tmp_path: Path) -> None:
    chat = text_file(
        tmp_path / "copied.txt",
        "问候\n小李  08:00:00 \n没有日期\n\n"
        "— —  2020-2-21  — —\n\n小王  23:50:12 \n一\n\na dark ideation  23:50:40 \n二\n"
        "\n— —  2020-2-22  — —\n\n小王  00:01:00 \n三\n",
    )
    found = records(chat)

    assert [(message.author, message.text, message.at) for message in messages(found)] == [
        ("小王", "一", ms("2020-02-21T15:50:12")),
        ("a dark ideation", "二", ms("2020-02-21T15:50:40")),
        ("小王", "三", ms("2020-02-21T16:01:00")),
    ]
    assert [(skip.reason, skip.position) for skip in skips(found)] == [(UNKNOWN_LINE, 1), (NO_DATE, 2)]
