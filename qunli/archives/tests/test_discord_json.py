from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from qunli.archives import open_archive
from qunli.archives.reasons import NOTICE, UNNAMED
from qunli.archives.records import Group, Joined, Left, Message, Person, Reaction, Removed
from qunli.archives.tests.brought import groups, messages, ms, names, of_kind, records, skips, write

AT = "2024-03-01T10:00:00.5+00:00"


def user(number: int, name: str, **more: Any) -> dict[str, Any]:
    return {"id": str(number), "name": name.lower(), "discriminator": "0000", "nickname": name, "isBot": False, **more}


ANN, BOB = user(1, "Ann"), user(2, "Bob")


def said(number: int, text: str = "hello", kind: str = "Default", **more: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"attachments": [], "embeds": [], "stickers": [], "reactions": [], "mentions": []}
    about = {"id": str(number), "type": kind, "timestamp": AT, "timestampEdited": None, "isPinned": False}
    return {**about, "content": text, "author": ANN, **empty, **more}


def channel(*rows: Any, **about: Any) -> dict[str, Any]:
    place = {"id": "77", "type": "GuildTextChat", "categoryId": "70", "category": "Kitchen", "name": "oven"}
    return {
        "guild": {"id": "7", "name": "Hearth"},
        "channel": {**place, **about},
        "dateRange": {"after": None, "before": None},
        "messages": list(rows),
        "messageCount": len(rows),
    }


@pytest.mark.row("G6")
def test_a_discord_channel_is_read_with_replies_mentions_and_reactions(tmp_path: Path) -> None:
    liked = {"emoji": {"id": "", "name": "🍞"}, "count": 2, "users": [BOB]}
    path = write(
        tmp_path / "Hearth - oven [77].json",
        channel(
            said(100, "@Bob is it hot?", mentions=[BOB], reactions=[liked], timestampEdited="2024-03-01T10:05:00Z"),
            said(101, "Yes", "Reply", author=BOB, reference={"messageId": "100", "channelId": "77", "guildId": "7"}),
        ),
    )
    with open_archive(path) as archive:
        assert archive.format.name == "discord-json"
    assert records(path) == [
        Group(platform="discord", id="77", name="oven"),
        Person(platform="discord", id="1", name="Ann", handle="ann"),
        Person(platform="discord", id="2", name="Bob", handle="bob"),
        Message(
            id="100",
            group="77",
            author="1",
            at=ms("2024-03-01T10:00:00.500"),
            text="@Bob is it hot?",
            mentions=("2",),
            reactions=(Reaction(emoji="🍞", count=2, people=("2",)),),
            edited_at=ms("2024-03-01T10:05:00"),
        ),
        Message(id="101", group="77", author="2", at=ms("2024-03-01T10:00:00.500"), text="Yes", reply_to="100"),
    ]


def test_bots_are_told_apart_and_old_handles_keep_their_number(tmp_path: Path) -> None:
    helper = user(9, "Helper", isBot=True, discriminator="0042")
    (person,) = of_kind(Person, records(write(tmp_path / "a.json", channel(said(1, author=helper)))))
    assert (person.is_bot, person.handle) == (True, "helper#0042")


def test_who_came_and_went_is_told_and_other_notices_are_counted(tmp_path: Path) -> None:
    rows = [
        said(1, kind="GuildMemberJoin"),
        said(2, kind="RecipientAdd", mentions=[BOB]),
        said(3, kind="RecipientRemove", mentions=[BOB]),
        said(4, kind="RecipientRemove", mentions=[ANN]),
        said(5, kind="ChannelPinnedMessage"),
        said(6, kind="8"),
        said(7, kind="RecipientAdd"),
    ]
    found = records(write(tmp_path / "a.json", channel(*rows)))
    at = ms("2024-03-01T10:00:00.500")
    assert [record for record in found if isinstance(record, Joined | Left | Removed)] == [
        Joined(group="77", person="1", at=at),
        Joined(group="77", person="2", at=at, by="1"),
        Removed(group="77", person="2", at=at, by="1"),
        Left(group="77", person="1", at=at),
    ]
    assert [skip.reason for skip in skips(found)] == [NOTICE, NOTICE, UNNAMED]


def test_a_thread_is_a_topic_of_the_channel_it_was_opened_in(tmp_path: Path) -> None:
    thread = channel(
        said(1, "", "21", reference={"messageId": "50", "channelId": "77"}),
        said(2, kind="Reply", reference={"messageId": "1", "channelId": "88"}),
        id="88",
        type="GuildPublicThread",
        categoryId="77",
        category="oven",
        name="Winter loaves",
    )
    found = records(write(tmp_path / "a.json", thread))
    assert groups(found) == {"77": "oven"}
    assert [(message.topic, message.reply_to) for message in messages(found)] == [
        ("Winter loaves", None),
        ("Winter loaves", "1"),
    ]


def test_forwards_and_references_to_other_channels_are_no_replies(tmp_path: Path) -> None:
    rows = [
        said(1, reference={"type": "Forward", "messageId": "5", "channelId": "77"}),
        said(2, reference={"messageId": "5", "channelId": "99"}),
    ]
    assert [message.reply_to for message in messages(records(write(tmp_path / "a.json", channel(*rows))))] == [
        None,
        None,
    ]


def test_attachments_are_known_by_the_names_of_files(tmp_path: Path) -> None:
    files = [{"fileName": "a.PNG"}, {"fileName": "b.mp4"}, {"url": "https://cdn.example/c.ogg?ex=1"}, {"fileName": "d"}]
    row = said(1, attachments=files, stickers=[{"name": "Wave"}], embeds=[{"url": "https://example.org"}])
    (message,) = messages(records(write(tmp_path / "a.json", channel(row))))
    assert message.attachments == ("image", "video", "audio", "file", "sticker", "link")


def test_many_channels_in_one_zip_are_read_together(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in (77, 78):
            path = write(tmp_path / f"{number}.json", channel(said(number), id=str(number), name=f"room {number}"))
            archive.write(path, path.name)
    found = records(tmp_path / "a.zip")
    assert groups(found) == {"77": "room 77", "78": "room 78"}
    assert names(found) == {"1": "Ann"}
    assert len(of_kind(Person, found)) == 1
