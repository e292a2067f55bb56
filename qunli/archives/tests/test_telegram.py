from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from qunli.archives import open_archive
from qunli.archives.reasons import NO_AUTHOR, NOT_JSON, NOTICE, OTHER_FILE, PRIVATE_CHAT, UNNAMED, UNSUPPORTED
from qunli.archives.records import Group, Joined, Left, Message, Person, Reaction, Removed
from qunli.archives.tests.brought import (
    LATEST,
    folder,
    groups,
    messages,
    ms,
    names,
    of_kind,
    records,
    skips,
    write,
)
from qunli.archives.times import TOO_EARLY, TOO_LATE

START = 1_700_000_000


def said(number: int, text: Any = "hello", **more: Any) -> dict[str, Any]:
    at = {"date": "2023-11-14T22:13:20", "date_unixtime": str(START + number)}
    who = {"from": "Ann", "from_id": "user1"}
    return {"id": number, "type": "message", **at, **who, "text": text, "text_entities": [], **more}


def notice(number: int, action: str, actor: str | None = "Ann", actor_id: str | None = "user1", **more: Any) -> Any:
    return {
        "id": number,
        "type": "service",
        "date_unixtime": str(START + number),
        "actor": actor,
        "actor_id": actor_id,
        "action": action,
        "text": "",
        "text_entities": [],
        **more,
    }


def chat(*rows: Any, **about: Any) -> dict[str, Any]:
    return {"name": "Hearth Bakers", "type": "private_supergroup", "id": 555, **about, "messages": list(rows)}


def at(number: int) -> int:
    return (START + number) * 1000


@pytest.mark.row("G6")
def test_a_group_exported_from_telegram_desktop_is_read_with_people_replies_and_reactions(tmp_path: Path) -> None:
    liked = {
        "type": "emoji",
        "count": 3,
        "emoji": "🔥",
        "recent": [{"from": "Bob", "from_id": "user2", "date": "2023-11-14T22:20:00"}],
    }
    path = write(
        tmp_path / "result.json",
        chat(
            said(1, "Whose sourdough rises in winter?", reactions=[liked]),
            said(2, "Mine, 25 °C", **{"from": "Bob", "from_id": "user2"}, reply_to_message_id=1),
        ),
    )
    with open_archive(path, latest=LATEST) as archive:
        assert archive.format.name == "telegram"
        found = list(archive.records())
        assert archive.consumed == archive.total == path.stat().st_size
    assert found == [
        Group(platform="telegram", id="555", name="Hearth Bakers"),
        Person(platform="telegram", id="user1", name="Ann"),
        Person(platform="telegram", id="user2", name="Bob"),
        Message(
            id="1",
            group="555",
            author="user1",
            at=at(1),
            text="Whose sourdough rises in winter?",
            reactions=(Reaction(emoji="🔥", count=3, people=("user2",)),),
        ),
        Message(id="2", group="555", author="user2", at=at(2), text="Mine, 25 °C", reply_to="1"),
    ]


def test_formatted_text_is_joined_and_mentions_are_found(tmp_path: Path) -> None:
    text = [
        "Ask ",
        {"type": "mention", "text": "@Miller"},
        " or ",
        {"type": "mention_name", "text": "Bob", "user_id": 2},
        {"type": "bold", "text": " today"},
        {"type": "mention", "text": "@miller"},
    ]
    found = records(write(tmp_path / "a.json", chat(said(1, text))))
    (message,) = messages(found)
    assert message.text == "Ask @Miller or Bob today@miller"
    assert message.mentions == ("@miller", "user2")
    assert names(found) == {"user1": "Ann", "@miller": "Miller", "user2": "Bob"}
    assert [person.handle for person in of_kind(Person, found)] == [None, "Miller", None]


def test_joins_leaves_and_removals_come_out_of_service_notices(tmp_path: Path) -> None:
    found = records(
        write(
            tmp_path / "a.json",
            chat(
                notice(1, "create_group", title="Bakers", members=["Bob"]),
                notice(2, "join_group_by_link", "Cid", "user3", inviter="Ann"),
                notice(3, "join_group_by_request", "Dee", "user4"),
                notice(4, "invite_members", members=["Eve", "Fay"]),
                notice(5, "invite_members", "Gus", "user7", members=["Gus"]),
                notice(6, "remove_members", members=["Cid"]),
                notice(7, "remove_members", "Dee", "user4", members=["Dee"]),
                said(8, **{"from": "Bob", "from_id": "user2"}),
                said(9, **{"from": "Eve", "from_id": "user5"}),
            ),
        )
    )
    moved = [record for record in found if isinstance(record, Joined | Left | Removed)]
    assert sorted(moved, key=lambda move: (move.at, move.person)) == [
        Joined(group="555", person="user1", at=at(1)),
        Joined(group="555", person="user2", at=at(1), by="user1"),
        Joined(group="555", person="user3", at=at(2), by="user1"),
        Joined(group="555", person="user4", at=at(3)),
        Joined(group="555", person="Fay", at=at(4), by="user1"),
        Joined(group="555", person="user5", at=at(4), by="user1"),
        Joined(group="555", person="user7", at=at(5)),
        Removed(group="555", person="user3", at=at(6), by="user1"),
        Left(group="555", person="user4", at=at(7)),
    ]
    assert names(found)["Fay"] == "Fay"
    assert skips(found) == []


def test_a_name_that_two_people_bear_is_not_guessed(tmp_path: Path) -> None:
    rows = [
        said(1, **{"from": "Kim", "from_id": "user2"}),
        said(2, **{"from": "Kim", "from_id": "user3"}),
        notice(3, "remove_members", members=["Kim"]),
    ]
    found = records(write(tmp_path / "a.json", chat(*rows)))
    assert of_kind(Removed, found) == [Removed(group="555", person="Kim", at=at(3), by="user1")]


def test_every_other_notice_is_counted_with_its_reason(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.json",
        chat(
            notice(1, "pin_message", message_id=3),
            notice(2, "invite_members", members=[None]),
            {"id": 3, "type": "unsupported"},
            said(4, **{"from": None, "from_id": None}),
        ),
    )
    data = path.read_bytes()
    found = skips(records(path))
    assert [skip.reason for skip in found] == [NOTICE, UNNAMED, UNSUPPORTED, NO_AUTHOR]
    assert [json.loads(data[skip.position :].split(b"\n  }")[0] + b"}")["id"] for skip in found] == [1, 2, 3, 4]
    assert {(skip.file, skip.unit) for skip in found} == {("a.json", "byte")}


def test_times_that_cannot_be_are_skipped_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = [
        said(1, date_unixtime="-62135596800"),
        said(2, date_unixtime="99999999999"),
        said(3, date_unixtime="soon", date="0001-01-01T00:00:00"),
        said(4, date_unixtime=START),
    ]
    found = records(write(tmp_path / "a.json", chat(*rows)))
    assert [skip.reason for skip in skips(found)] == [TOO_EARLY, TOO_LATE, TOO_EARLY]
    assert [message.at for message in messages(found)] == [START * 1000]


def test_local_times_of_old_exports_are_in_the_zone_given(tmp_path: Path) -> None:
    row = said(1)
    del row["date_unixtime"]
    path = write(tmp_path / "a.json", chat(row))
    assert messages(records(path, zone=ZoneInfo("Asia/Shanghai")))[0].at == ms("2023-11-14T14:13:20")


@pytest.mark.parametrize(
    ("old", "new"), [(4_294_967_297, "user1"), (8_589_934_593, "channel1"), (1, "user1"), ("channel9", "channel9")]
)
def test_ids_of_old_exports_become_those_of_new_ones(tmp_path: Path, old: object, new: str) -> None:
    assert messages(records(write(tmp_path / "a.json", chat(said(1, from_id=old)))))[0].author == new


def test_without_an_id_the_name_stands_for_the_person(tmp_path: Path) -> None:
    row = said(1)
    del row["from_id"]
    assert messages(records(write(tmp_path / "a.json", chat(row))))[0].author == "Ann"


def test_a_deleted_account_keeps_the_name_it_had(tmp_path: Path) -> None:
    rows = [said(1), said(2, **{"from": None}), said(3, **{"from": None, "from_id": "user9"})]
    assert names(records(write(tmp_path / "a.json", chat(*rows)))) == {"user1": "Ann", "user9": "Deleted Account"}


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"photo": "(File not included.)"}, "image"),
        ({"file": "s.webp", "media_type": "sticker"}, "sticker"),
        ({"file": "v.mp4", "media_type": "video_file"}, "video"),
        ({"file": "a.ogg", "media_type": "voice_message"}, "audio"),
        ({"file": "x", "mime_type": "image/png"}, "image"),
        ({"file": "recipe.pdf", "mime_type": "application/pdf"}, "file"),
        ({"poll": {"question": "?"}}, "poll"),
        ({"contact_information": {}}, "contact"),
        ({"location_information": {}}, "location"),
    ],
)
def test_attachments_are_known_by_kind(tmp_path: Path, fields: dict[str, Any], kind: str) -> None:
    assert messages(records(write(tmp_path / "a.json", chat(said(1, "", **fields)))))[0].attachments == (kind,)


def test_topics_of_a_forum_are_kept_and_are_no_replies(tmp_path: Path) -> None:
    rows = [
        notice(10, "topic_created", title="Recipes"),
        said(11, reply_to_message_id=10),
        said(12, reply_to_message_id=11),
        said(13),
    ]
    found = messages(records(write(tmp_path / "a.json", chat(*rows))))
    assert [(message.topic, message.reply_to) for message in found] == [
        ("Recipes", None),
        ("Recipes", "11"),
        (None, None),
    ]


def test_an_answer_to_a_message_elsewhere_is_no_reply_here(tmp_path: Path) -> None:
    rows = [said(1, reply_to_message_id=7, reply_to_peer_id="channel3")]
    assert messages(records(write(tmp_path / "a.json", chat(*rows))))[0].reply_to is None


def test_an_edit_is_kept_unless_a_reaction_may_have_caused_it(tmp_path: Path) -> None:
    edited = {"edited": "2023-11-15T00:00:00", "edited_unixtime": str(START + 60)}
    rows = [said(1, **edited), said(2, **edited, reactions=[{"type": "paid", "count": 1}])]
    found = messages(records(write(tmp_path / "a.json", chat(*rows))))
    assert [message.edited_at for message in found] == [at(60), None]
    assert found[1].reactions == (Reaction(emoji="⭐", count=1),)


@pytest.mark.parametrize("indent", [None, 1])
def test_a_whole_account_gives_its_groups_and_counts_private_chats(tmp_path: Path, indent: int | None) -> None:
    account = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 1},
        "chats": {"list": [chat(said(1)), chat(said(1), type="personal_chat", name="Bob", id=9)]},
        "left_chats": {"list": [chat(said(1), said(2), id=556, name="Old group")]},
    }
    found = records(write(tmp_path / "result.json", account, indent=indent))
    assert groups(found) == {"555": "Hearth Bakers", "556": "Old group"}
    assert [message.group for message in messages(found)] == ["555", "556", "556"]
    assert [(skip.reason, skip.excerpt) for skip in skips(found)] == [(PRIVATE_CHAT, "Bob")]


def test_a_private_chat_brought_alone_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", chat(said(1), type="personal_chat"))
    assert len(messages(records(path))) == 1


def test_the_folder_of_an_export_is_read_as_it_is_or_zipped(tmp_path: Path) -> None:
    export = folder(tmp_path / "ChatExport", {"result.json": chat(said(1)), "notes.json": {"a": 1}})
    (export / "photos").mkdir()
    (export / "photos" / "1.jpg").write_bytes(b"x")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for path in sorted(export.rglob("*.*")):
            archive.write(path, path.relative_to(tmp_path))
    for brought in (export, tmp_path / "a.zip"):
        found = records(brought)
        assert len(messages(found)) == 1
        assert [skip.reason for skip in skips(found)] == [OTHER_FILE]


def test_a_record_that_telegram_desktop_escaped_wrongly_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", chat(said(1, "ABC"), said(2)))
    path.write_bytes(path.read_bytes().replace(b"ABC", b"A\\x0BC \\ud83d"))
    assert [message.text for message in messages(records(path))] == ["A\x0bC \ufffd", "hello"]


def test_a_broken_record_is_told_with_its_place(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", chat(said(1), said(2), said(3)))
    data = path.read_bytes().replace(b'"id": 2,', b'"id" 2,')
    path.write_bytes(data)
    found = records(path)
    assert [message.id for message in messages(found)] == ["1", "3"]
    (skip,) = skips(found)
    assert (skip.reason, skip.position) == (NOT_JSON, data.rindex(b"{", 0, data.index(b'"id" 2')))
    assert json.loads(skip.excerpt.replace('"id" 2', '"id": 2'))["id"] == 2


@pytest.mark.slow
def test_the_sample_exports_are_read_whole(shared: Path) -> None:
    samples = shared / "data" / "exports" / "samples"
    found = records(samples / "telegram" / "BIG_20A_5475M.json")
    assert (len(messages(found)), len(names(found)), skips(found)) == (5475, 20, [])
    small = records(samples / "telegram-service-reactions.json")
    assert [type(record).__name__ for record in small if not isinstance(record, Person)] == [
        "Group",
        "Joined",
        "Message",
        "Message",
        "Removed",
        "Message",
    ]
