"""Messages of Telegram Desktop: their texts, times, attachments, topics, replies, edits and reactions."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from qunli.archives import open_archive
from qunli.archives.records import Group, Message, Person, Reaction
from qunli.archives.tests.brought import LATEST, messages, ms, names, of_kind, records, skips, write
from qunli.archives.tests.telegram_export import START, at, chat, notice, said
from qunli.archives.times import TOO_EARLY, TOO_LATE


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
