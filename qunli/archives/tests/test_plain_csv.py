from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qunli.archives.reasons import NO_AUTHOR, UNEXPECTED
from qunli.archives.records import Joined, Left, Person, Removed
from qunli.archives.tests.brought import groups, messages, ms, of_kind, records, skips
from qunli.archives.tests.written import text_file
from qunli.archives.times import NOT_A_TIME, TOO_EARLY


@pytest.mark.row("G6")
def test_a_table_with_three_columns_is_a_chat(tmp_path: Path) -> None:
    found = records(
        text_file(
            tmp_path / "bakers.csv",
            'time,author,text\n2021-01-02T10:00:00Z,Ann,"hello,\nworld"\n2021-01-02 11:00,Bob,@Ann hi\n',
        )
    )

    assert groups(found) == {"bakers": "bakers"}
    assert [(message.author, message.text, message.at) for message in messages(found)] == [
        ("Ann", "hello,\nworld", ms("2021-01-02T10:00")),
        ("Bob", "@Ann hi", ms("2021-01-02T11:00")),
    ]
    assert messages(found)[1].mentions == ("Ann",)
    assert skips(found) == []


def test_every_column_is_used(tmp_path: Path) -> None:
    found = records(
        text_file(
            tmp_path / "all.csv",
            "Kind;Group;Time;Author;Author_ID;ID;Reply_To;Topic;Text;By\n"
            "join;Ovens;1609581600;Ann;u1;;;;;\n"
            ";Ovens;1609581601;Ann;u1;m1;;Rye;first;\n"
            "message;Ovens;1609581602500;Bob;u2;m2;m1;Rye;second;\n"
            "join;Ovens;1609581603;Cleo;u3;;;;;Ann\n"
            "removal;Ovens;1609581604;Cleo;u3;;;;;u2\n"
            "leave;Ovens;1609581605.5;Bob;u2;;;;;\n",
        )
    )

    assert groups(found) == {"Ovens": "Ovens"}
    first, second = messages(found)
    assert (first.id, first.topic, first.reply_to, first.at) == ("m1", "Rye", None, 1609581601000)
    assert (second.id, second.author, second.reply_to, second.at) == ("m2", "u2", "m1", 1609581602500)
    assert of_kind(Joined, found) == [
        Joined(group="Ovens", person="u1", at=1609581600000),
        Joined(group="Ovens", person="u3", at=1609581603000, by="u1"),
    ]
    assert of_kind(Removed, found) == [Removed(group="Ovens", person="u3", at=1609581604000, by="u2")]
    assert of_kind(Left, found) == [Left(group="Ovens", person="u2", at=1609581605500)]
    assert of_kind(Person, found)[0] == Person(platform="csv", id="u1", name="Ann")


def test_times_without_a_zone_are_those_of_the_zone_that_was_given(tmp_path: Path) -> None:
    chat = text_file(tmp_path / "c.csv", "time\tauthor\ttext\n2021-01-02 10:00\tAnn\thi\n")

    assert messages(records(chat, zone=ZoneInfo("Asia/Shanghai")))[0].at == ms("2021-01-02T02:00")


def test_rows_that_cannot_be_used_are_counted_with_their_line(tmp_path: Path) -> None:
    found = records(
        text_file(
            tmp_path / "c.csv",
            "time,author,text,kind\nsoon,Ann,hi,\n1,Ann,hi,\n2021-01-02,,hi,\n2021-01-02,Ann,hi,shout\n2021-01-02,Ann,ok,\n",
        )
    )

    assert [message.text for message in messages(found)] == ["ok"]
    assert [(skip.position, skip.reason) for skip in skips(found)] == [
        (2, NOT_A_TIME),
        (3, TOO_EARLY),
        (4, NO_AUTHOR),
        (5, UNEXPECTED),
    ]


_WORDS = st.text(st.characters(exclude_characters="\r\x00", exclude_categories=("Cs",)), max_size=60)
_NAMES = st.from_regex(r"[A-Za-z0-9安妮]{1,12}", fullmatch=True)
_SAID = st.tuples(st.integers(1_000_000_000_000, 1_700_000_000_000), _NAMES, _WORDS, _NAMES)


@settings(max_examples=50, deadline=None)
@given(st.lists(_SAID, min_size=1, max_size=20))
def test_what_is_written_as_plain_csv_is_read_back(said: list[tuple[int, str, str, str]]) -> None:
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows([("time", "author", "text", "group"), *said])
    with tempfile.TemporaryDirectory() as folder:
        found = records(text_file(Path(folder) / "chat.csv", table.getvalue()), format="plain-csv")

    assert [(message.at, message.author, message.text, message.group) for message in messages(found)] == said
    assert len({(message.group, message.id) for message in messages(found)}) == len(said)
    assert skips(found) == []
