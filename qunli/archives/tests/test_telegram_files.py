"""What Telegram Desktop exports: a group, a whole account, a folder, and files that are broken."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from qunli.archives.reasons import NOT_JSON, OTHER_FILE, PRIVATE_CHAT
from qunli.archives.records import Person
from qunli.archives.tests.brought import folder, groups, messages, names, records, skips, write
from qunli.archives.tests.telegram_export import chat, said


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
