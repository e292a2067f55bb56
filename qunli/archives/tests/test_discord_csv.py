from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from qunli.archives.reasons import BROKEN_ROW, DAY_FIRST, NO_AUTHOR, NOTICE, OTHER_FILE
from qunli.archives.records import Joined, Left, Person, Reaction, Removed
from qunli.archives.tests.brought import groups, messages, ms, of_kind, records, skips
from qunli.archives.tests.written import text_file, zip_of
from qunli.archives.times import NOT_A_TIME

HEADER = "AuthorID,Author,Date,Content,Attachments,Reactions\r\n"
NAME = "Bakery - Text Channels - general [110000000000000006].csv"


@pytest.mark.row("G6")
def test_a_channel_in_todays_dialect_is_read_with_attachments_and_reactions(tmp_path: Path) -> None:
    found = records(
        text_file(
            tmp_path / NAME,
            HEADER
            + '"900000000000000001","ann","2023-09-03T10:00:00.1234567+02:00","line one\r\nline ""two""","",""\r\n'
            '"900000000000000002","bob#1234","2023-09-03T10:05:00.0000000+02:00","@ann look <@900000000000000009>",'
            '"https://cdn.example/a/loaf.png?ex=1,https://cdn.example/b/oven.mp4","🔥 (4),blob (12)"\r\n',
        )
    )

    assert groups(found) == {"110000000000000006": "general"}
    assert of_kind(Person, found) == [
        Person(platform="discord", id="900000000000000001", name="ann", handle="ann"),
        Person(platform="discord", id="900000000000000002", name="bob", handle="bob#1234"),
        Person(platform="discord", id="900000000000000009", name="900000000000000009"),
    ]
    first, second = messages(found)
    assert (first.at, first.text) == (ms("2023-09-03T08:00:00.123"), 'line one\nline "two"')
    assert second.attachments == ("image", "video")
    assert second.reactions == (Reaction(emoji="🔥", count=4), Reaction(emoji="blob", count=12))
    assert second.mentions == ("900000000000000001", "900000000000000009")
    assert skips(found) == []


@pytest.mark.parametrize(
    ("dates", "moments"),
    [
        (("02-Jan-21 03:04 PM", "13-Feb-21 12:04 AM"), ("2021-01-02T15:04", "2021-02-13T00:04")),
        (("1/2/2021 3:04 PM", "1/13/2021 3:04 AM"), ("2021-01-02T15:04", "2021-01-13T03:04")),
        (("02/01/2021 15:04", "13/01/2021 03:04"), ("2021-01-02T15:04", "2021-01-13T03:04")),
        (("02.01.2021 15:04:05", "13.01.2021 03:04:05"), ("2021-01-02T15:04:05", "2021-01-13T03:04:05")),
        (("2021/1/2 15:04", "2021/1/13 3:04"), ("2021-01-02T15:04", "2021-01-13T03:04")),
        (("2021/1/2 下午3:04", "2021/1/13 上午3:04"), ("2021-01-02T15:04", "2021-01-13T03:04")),
        (("2021-01-02 15:04", "2021-01-13 03:04"), ("2021-01-02T15:04", "2021-01-13T03:04")),
    ],
)
def test_the_dates_of_earlier_releases_are_read(
    dates: tuple[str, str], moments: tuple[str, str], tmp_path: Path
) -> None:
    rows = "".join(f'"90000000000000000{n}","ann","{date}","hi","",""\n' for n, date in enumerate(dates))
    found = records(text_file(tmp_path / NAME, HEADER + rows))

    assert [message.at for message in messages(found)] == [ms(moment) for moment in moments]
    assert messages(records(text_file(tmp_path / NAME, HEADER + rows), zone=ZoneInfo("Asia/Tokyo")))[0].at == (
        ms(moments[0]) - 9 * 3600 * 1000
    )


def test_an_order_of_day_and_month_that_nothing_tells_is_assumed_and_said(tmp_path: Path) -> None:
    found = records(text_file(tmp_path / NAME, HEADER + '"1","ann","03/04/2021 15:04","hi","",""\n'))

    assert [message.at for message in messages(found)] == [ms("2021-04-03T15:04")]
    assert [(skip.reason, skip.excerpt) for skip in skips(found)] == [(DAY_FIRST, "03/04/2021")]


def test_the_first_dialect_without_ids_and_with_semicolons_is_read(tmp_path: Path) -> None:
    chat = text_file(
        tmp_path / "general.csv",
        'Author;Date;Content;Attachments\n"ann#1";"02-Jan-21 03:04 PM";"hi; you";""\n',
    )
    found = records(chat)

    assert groups(found) == {"general": "general"}
    assert [(message.author, message.text) for message in messages(found)] == [("ann#1", "hi; you")]


def test_discords_own_sentences_are_comings_and_goings(tmp_path: Path) -> None:
    rows = "".join(
        f'"90000000000000000{own}","{name}","2023-09-03T10:00:0{own}Z","{said}","",""\n'
        for own, name, said in [
            (1, "ann", "hi"),
            (2, "bob", "Joined the server."),
            (1, "ann", "Added cleo to the group."),
            (1, "ann", "Removed bob from the group."),
            (3, "dora", "Left the group."),
            (1, "ann", "Pinned a message."),
            (1, "ann", "I joined the server."),
        ]
    )
    found = records(text_file(tmp_path / NAME, HEADER + rows))

    assert [message.text for message in messages(found)] == ["hi", "I joined the server."]
    assert [(move.person, move.by) for move in of_kind(Joined, found)] == [
        ("900000000000000002", None),
        ("cleo", "900000000000000001"),
    ]
    assert [move.person for move in of_kind(Left, found)] == ["900000000000000003"]
    assert [(move.person, move.by) for move in of_kind(Removed, found)] == [
        ("900000000000000002", "900000000000000001")
    ]
    assert [skip.reason for skip in skips(found)] == [NOTICE]


def test_broken_rows_lose_only_themselves(tmp_path: Path) -> None:
    found = records(
        text_file(
            tmp_path / NAME,
            HEADER + '"1","ann","2023-09-03T10:00:00Z","good","",""\n'
            '"1","ann","2023-09-03T10:00:00Z","never closed,"",""\n'
            '"1","ann","yesterday","bad time","",""\n'
            '"","","2023-09-03T10:00:00Z","nobody","",""\n'
            '"1","ann","2023-09-03T10:00:01Z","too few"\n'
            '"1","ann","2023-09-03T10:00:02Z","good too","",""\n',
        )
    )

    assert [message.text for message in messages(found)] == ["good", "good too"]
    assert [(skip.position, skip.reason) for skip in skips(found)] == [
        (3, BROKEN_ROW),
        (4, NOT_A_TIME),
        (5, NO_AUTHOR),
        (6, BROKEN_ROW),
    ]


def test_a_zip_of_channels_is_read_and_overlapping_exports_agree(tmp_path: Path) -> None:
    row = '"1","ann","2023-09-03T10:00:00Z","same","",""\n'
    other = "Bakery - Text Channels - news [110000000000000007].csv"
    found = records(zip_of(tmp_path / "out.zip", {NAME: HEADER + row, other: HEADER + row, "notes.csv": "a,b\n1,2\n"}))

    assert groups(found) == {"110000000000000006": "general", "110000000000000007": "news"}
    assert len({message.id for message in messages(found)}) == 2
    assert [(skip.reason, skip.file) for skip in skips(found)] == [(OTHER_FILE, "notes.csv")]
    alone = records(text_file(tmp_path / NAME, HEADER + row))
    assert messages(alone)[0].id == messages(found)[0].id
