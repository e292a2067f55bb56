from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from qunli.archives import open_archive
from qunli.archives.reasons import DELETED, NO_AUTHOR, NOT_JSON, NOTICE, OTHER_FILE, PRIVATE_CHAT
from qunli.archives.records import Group, Joined, Left, Message, Person, Reaction, Removed
from qunli.archives.tests.brought import folder, groups, messages, ms, names, of_kind, records, skips

USERS = [
    {"id": "U1", "name": "ann", "real_name": "Ann Miller", "profile": {"display_name": "Ann"}, "is_bot": False},
    {"id": "U2", "name": "bob", "real_name": "Bob", "profile": {"display_name": ""}},
    {"id": "U3", "name": "deploy", "profile": {"real_name": "Deploy"}, "is_bot": True},
]
CHANNELS = [{"id": "C1", "name": "oven"}, {"id": "C2", "name": "shop"}]


def said(second: int, text: str = "hello", **more: Any) -> dict[str, Any]:
    return {"type": "message", "user": "U1", "text": text, "ts": f"{1700000000 + second}.000100", **more}


def export(path: Path, *rows: Any, **files: Any) -> Path:
    known = {"users.json": USERS, "channels.json": CHANNELS, "oven/2023-11-14.json": list(rows)}
    return folder(path, {**known, **files})


def at(second: int) -> int:
    return (1700000000 + second) * 1000


@pytest.mark.row("G6")
def test_a_slack_export_is_read_with_threads_mentions_and_reactions(tmp_path: Path) -> None:
    path = export(
        tmp_path / "slack",
        said(1, "Who bakes on <!date^1^{date}|Friday>? <@U2> &amp; <!here>", thread_ts="1700000001.000100"),
        said(2, "me", user="U2", thread_ts="1700000001.000100", subtype="thread_broadcast"),
        said(3, "see <https://example.org|the list> or <https://example.com> in <#C2|shop>"),
        said(4, "x", reactions=[{"name": "bread", "count": 3, "users": ["U2", "U1"]}], edited={"ts": "1700000009.0"}),
    )
    with open_archive(path) as archive:
        assert archive.format.name == "slack"
    found = records(path)
    assert groups(found) == {"C1": "oven"}
    assert of_kind(Person, found) == [
        Person(platform="slack", id="U1", name="Ann", handle="ann"),
        Person(platform="slack", id="U2", name="Bob", handle="bob"),
    ]
    assert messages(found) == [
        Message(
            id="1700000001.000100",
            group="C1",
            author="U1",
            at=at(1),
            text="Who bakes on Friday? @Bob & @here",
            mentions=("U2",),
        ),
        Message(id="1700000002.000100", group="C1", author="U2", at=at(2), text="me", reply_to="1700000001.000100"),
        Message(
            id="1700000003.000100",
            group="C1",
            author="U1",
            at=at(3),
            text="see the list (https://example.org) or https://example.com in #shop",
        ),
        Message(
            id="1700000004.000100",
            group="C1",
            author="U1",
            at=at(4),
            text="x",
            reactions=(Reaction(emoji=":bread:", count=3, people=("U2", "U1")),),
            edited_at=at(9),
        ),
    ]


def test_who_came_and_went_is_told_and_other_notices_are_counted(tmp_path: Path) -> None:
    found = records(
        export(
            tmp_path / "slack",
            said(1, subtype="channel_join", inviter="U2"),
            said(2, subtype="channel_leave", user="U2"),
            said(3, "<@U2> was removed from oven by <@U1>", subtype="channel_leave", user="U2"),
            said(4, subtype="channel_topic"),
            said(5, subtype="tombstone", user="USLACKBOT"),
            said(6, user=None),
        )
    )
    assert [record for record in found if isinstance(record, Joined | Left | Removed)] == [
        Joined(group="C1", person="U1", at=at(1), by="U2"),
        Left(group="C1", person="U2", at=at(2)),
        Removed(group="C1", person="U2", at=at(3), by="U1"),
    ]
    assert [skip.reason for skip in skips(found)] == [NOTICE, DELETED, NO_AUTHOR]


def test_bots_are_told_apart(tmp_path: Path) -> None:
    found = records(
        export(
            tmp_path / "slack",
            said(1, subtype="bot_message", user=None, bot_id="B1", username="Timer"),
            said(2, user="U3"),
            said(3, user="U9", bot_id="B9", user_profile={"real_name": "Helper"}),
        )
    )
    assert {person.name: person.is_bot for person in of_kind(Person, found)} == {
        "Timer": True,
        "Deploy": True,
        "Helper": True,
    }


def test_attachments_are_known_by_the_type_of_files(tmp_path: Path) -> None:
    files = [{"name": "a.png", "mimetype": "image/png"}, {"name": "plan.docx"}, None, {"name": "b.mp3", "mimetype": ""}]
    assert messages(records(export(tmp_path / "slack", said(1, files=files))))[0].attachments == (
        "image",
        "file",
        "audio",
    )


def test_a_channel_that_no_list_knows_is_called_by_its_folder(tmp_path: Path) -> None:
    found = records(export(tmp_path / "slack", **{"old-room/2020-01-01.json": [said(1)]}))
    assert groups(found) == {"C1": "oven", "old-room": "old-room"}


def test_direct_messages_are_counted_and_left_out(tmp_path: Path) -> None:
    found = records(
        export(tmp_path / "slack", **{"dms.json": [{"id": "D1"}], "D1/2023-11-14.json": [said(1, "secret")]})
    )
    assert messages(found) == []
    assert [(skip.reason, skip.file) for skip in skips(found)] == [(PRIVATE_CHAT, "D1/2023-11-14.json")]


def test_a_broken_day_and_a_strange_file_lose_only_themselves(tmp_path: Path) -> None:
    path = export(tmp_path / "slack", said(1), **{"oven/2023-11-15.json": [said(2), said(3)], "oven/notes.json": {}})
    day = path / "oven" / "2023-11-15.json"
    day.write_text(day.read_text().replace('"type"', '"type', 1))
    found = records(path)
    assert [message.at for message in messages(found)] == [at(1), at(3)]
    assert [(skip.reason, skip.file) for skip in skips(found)] == [
        (NOT_JSON, "oven/2023-11-15.json"),
        (OTHER_FILE, "oven/notes.json"),
    ]


def test_zip_tar_and_folder_give_the_same(tmp_path: Path) -> None:
    path = export(tmp_path / "slack", said(1), **{"shop/2023-11-13.json": [said(5)]})
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive, tarfile.open(tmp_path / "a.tgz", "w:gz") as tar:
        for file in sorted(path.rglob("*.json")):
            archive.write(file, file.relative_to(tmp_path))
            tar.add(file, str(file.relative_to(tmp_path)))
    assert records(tmp_path / "a.zip") == records(path)
    assert sorted(map(repr, records(tmp_path / "a.tgz"))) == sorted(map(repr, records(path)))
    assert names(records(path)) == {"U1": "Ann"}
    assert ms("2023-11-14T22:13:21") == at(1)
    assert of_kind(Group, records(path))[1] == Group(platform="slack", id="C2", name="shop")
