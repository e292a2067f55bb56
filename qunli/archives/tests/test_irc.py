from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from qunli.archives.reasons import NO_DATE, NOTICE, OTHER_FILE, PRIVATE_CHAT, UNKNOWN_LINE
from qunli.archives.records import Joined, Left, Removed
from qunli.archives.tests.brought import groups, messages, ms, names, of_kind, records, skips
from qunli.archives.tests.written import text_file, zip_of

IRSSI = """\
--- Log opened Thu Dec 31 23:58:00 2020
23:58 -!- ann [ann@home.example] has joined #bakers
23:58 < ann> hello
23:59 <@bob> ann: welcome, ann
--- Day changed Fri Jan 01 2021
00:00  * ann kneads
00:01 -!- mode/#bakers [+o ann] by bob
00:02 -!- ann is now known as ann_away
00:03 < ann_away> bob, cleo: later
00:04 -!- ann_away [ann@home.example] has quit [Quit: bye]
00:05 -!- cleo [c@x.example] has joined #bakers
00:06 -!- cleo was kicked from #bakers by bob [spam]
--- Log closed Fri Jan 01 00:10:00 2021
"""


@pytest.mark.row("G6")
def test_irssis_log_is_read_day_by_day_with_comings_and_goings(tmp_path: Path) -> None:
    found = records(text_file(tmp_path / "#bakers.log", IRSSI))

    assert groups(found) == {"#bakers": "#bakers"}
    assert [(message.author, message.text, message.at, message.mentions) for message in messages(found)] == [
        ("ann", "hello", ms("2020-12-31T23:58"), ()),
        ("bob", "ann: welcome, ann", ms("2020-12-31T23:59"), ("ann",)),
        ("ann", "kneads", ms("2021-01-01T00:00"), ()),
        ("ann", "bob, cleo: later", ms("2021-01-01T00:03"), ("bob",)),
    ]
    assert of_kind(Joined, found) == [
        Joined(group="#bakers", person="ann", at=ms("2020-12-31T23:58")),
        Joined(group="#bakers", person="cleo", at=ms("2021-01-01T00:05")),
    ]
    assert of_kind(Left, found) == [Left(group="#bakers", person="ann", at=ms("2021-01-01T00:04"))]
    assert of_kind(Removed, found) == [Removed(group="#bakers", person="cleo", at=ms("2021-01-01T00:06"), by="bob")]
    assert names(found)["ann"] == "ann_away"
    assert [(skip.position, skip.reason) for skip in skips(found)] == [(7, NOTICE)]


def test_weechats_log_is_read(tmp_path: Path) -> None:
    chat = text_file(
        tmp_path / "irc.libera.#bakers.weechatlog",
        "2020-12-31 23:58:01\t-->\tann [account] (Ann Baker) (~ann@home.example) has joined #bakers\n"
        "2020-12-31 23:58:02\t@ann\thello\n"
        "2020-12-31 23:58:03\t *\tann kneads\n"
        "2020-12-31 23:58:04\t--\tann is now known as anna\n"
        "2020-12-31 23:58:05\t<--\tbob has kicked anna (enough)\n"
        "2020-12-31 23:58:06\t<--\tcleo (c@x.example) has left #bakers (bye)\n"
        "2020-12-31 23:58:07\t--\tTopic for #bakers is bread\n",
    )
    found = records(chat, zone=ZoneInfo("Europe/Berlin"))

    assert groups(found) == {"#bakers": "#bakers"}
    assert [(message.author, message.text, message.at) for message in messages(found)] == [
        ("ann", "hello", ms("2020-12-31T22:58:02")),
        ("ann", "kneads", ms("2020-12-31T22:58:03")),
    ]
    assert [move.person for move in of_kind(Joined, found)] == ["ann"]
    assert [(move.person, move.by) for move in of_kind(Removed, found)] == [("ann", "bob")]
    assert [move.person for move in of_kind(Left, found)] == ["cleo"]
    assert [skip.reason for skip in skips(found)] == [NOTICE]


def test_zncs_folders_are_read_in_order_and_private_windows_are_left_out(tmp_path: Path) -> None:
    archive = zip_of(
        tmp_path / "log.zip",
        {
            "ann/libera/#bakers/2021-01-02.log": "[10:00:00] <anna> day two\n[10:00:01] <bob> anna: yes\n",
            "ann/libera/#bakers/2021-01-01.log": "[09:00:00] *** Joins: ann (ann@home.example)\n"
            "[09:00:01] <ann> day one\n[09:00:02] *** ann is now known as anna\n"
            "[09:00:03] *** Parts: dora (d@x.example) (bye)\n[09:00:04] *** Quits: eve (e@x) (Ping timeout)\n"
            "[09:00:05] *** fay was kicked by ann (spam)\n[09:00:06] -news- \x02bold\x02 \x0304,01red\x03\n",
            "ann/libera/bob/2021-01-01.log": "[09:00:01] <bob> psst\n",
            "ann/libera/#bakers/readme.txt": "these are logs\n",
        },
    )
    found = records(archive)

    assert groups(found) == {"#bakers": "#bakers"}
    assert [(message.author, message.text, message.at) for message in messages(found)] == [
        ("ann", "day one", ms("2021-01-01T09:00:01")),
        ("news", "bold red", ms("2021-01-01T09:00:06")),
        ("ann", "day two", ms("2021-01-02T10:00:00")),
        ("bob", "anna: yes", ms("2021-01-02T10:00:01")),
    ]
    assert messages(found)[3].mentions == ("ann",)
    assert [move.person for move in of_kind(Left, found)] == ["dora", "eve"]
    assert [(skip.reason, skip.file) for skip in skips(found)] == [
        (OTHER_FILE, "ann/libera/#bakers/readme.txt"),
        (PRIVATE_CHAT, "ann/libera/bob/2021-01-01.log"),
    ]


@pytest.mark.parametrize(
    ("name", "line", "channel", "moment"),
    [
        ("#bakers_20210102.log", "[10:00] <ann> hi", "#bakers", "2021-01-02T10:00"),
        ("ann_#bakers_20210102.log", "[10:00:05] <ann> hi", "#bakers", "2021-01-02T10:00:05"),
        ("#bakers-2021-01-02.log", "10:00 < ann> hi", "#bakers", "2021-01-02T10:00"),
        ("bakers.log", "[2021-01-02 10:00:00] <ann> hi", "bakers", "2021-01-02T10:00"),
        ("2021-01-02", "[10:00] <ann> hi", "2021-01-02", "2021-01-02T10:00"),
    ],
)
def test_channel_and_day_come_from_the_names_that_clients_give(
    name: str, line: str, channel: str, moment: str, tmp_path: Path
) -> None:
    found = records(text_file(tmp_path / name, f"{line}\n{line}\n"))

    assert groups(found) == {channel: channel}
    assert [message.at for message in messages(found)] == [ms(moment), ms(moment)]
    assert len({message.id for message in messages(found)}) == 2


def test_channels_of_one_name_on_two_networks_stay_apart(tmp_path: Path) -> None:
    archive = zip_of(
        tmp_path / "logs.zip",
        {"libera/#b/2021-01-01.log": "[09:00:01] <ann> one\n", "oftc/#b/2021-01-01.log": "[09:00:01] <ann> two\n"},
    )

    assert groups(records(archive)) == {"libera/#b": "#b", "oftc/#b": "#b"}


def test_a_nick_that_was_known_before_stands_for_whom_it_stood(tmp_path: Path) -> None:
    log = (
        "[09:00:00] <ann> I am ann\n[09:00:01] *** Joins: guest (ann@home.example)\n"
        "[09:00:02] *** guest is now known as ann\n[09:00:03] <Ann> again\n"
        "[09:00:04] *** Joins: bob (bob@home.example)\n[09:00:05] *** bob is now known as bob[away]\n"
        "[09:00:06] <bob[away]> away\n[09:00:07] *** Quits: bob[away] (bob@home.example) (bye)\n"
        "[09:00:08] *** Joins: bob{away} (someone@else.example)\n[09:00:09] <bob{away}> not bob\n"
    )
    found = records(text_file(tmp_path / "#b_20210101.log", log))

    assert [(message.author, message.text) for message in messages(found)] == [
        ("ann", "I am ann"),
        ("ann", "again"),
        ("bob", "away"),
        ("bob{away}", "not bob"),
    ]


def test_overlapping_logs_agree_on_ids_whoever_changed_nick_before(tmp_path: Path) -> None:
    lines = ["[09:00:00] <ann> one\n", "[09:00:01] *** ann is now known as anna\n", "[09:00:02] <anna> two\n"]
    whole = messages(records(text_file(tmp_path / "a" / "#b_20210101.log", "".join(lines))))
    part = messages(records(text_file(tmp_path / "b" / "#b_20210101.log", lines[2])))

    assert [message.id for message in part] == [whole[1].id]


def test_lines_without_a_day_and_lines_of_no_log_are_counted(tmp_path: Path) -> None:
    log = "09:00 < ann> when?\nnonsense\n--- Day changed la touko 01 2021\n09:01 < ann> still\n"
    found = records(text_file(tmp_path / "#b.log", log), format="irc")

    assert messages(found) == []
    assert [(skip.position, skip.reason) for skip in skips(found)] == [(1, NO_DATE), (2, UNKNOWN_LINE), (4, NO_DATE)]


def test_a_change_of_day_in_a_foreign_language_is_the_day_after(tmp_path: Path) -> None:
    log = (
        "--- Log opened Fri Apr 30 10:00:00 2021\n10:00 < ann> one\n"
        "--- Day changed la touko 01 2021\n09:01 < ann> two\n"
    )
    found = records(text_file(tmp_path / "#b.log", log))

    assert [message.at for message in messages(found)] == [ms("2021-04-30T10:00"), ms("2021-05-01T09:01")]
