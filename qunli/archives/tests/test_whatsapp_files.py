"""Exports that overlap, names with a colon, foreign lines, and what a group is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from qunli.archives.reasons import NOTICE, OTHER_FILE, UNKNOWN_LINE
from qunli.archives.tests.brought import groups, messages, records, skips
from qunli.archives.tests.written import text_file, zip_of


def test_two_exports_that_overlap_agree_on_ids_with_or_without_media(tmp_path: Path) -> None:
    whole = text_file(
        tmp_path / "WhatsApp Chat with Bakers.txt",
        "13/05/2020, 14:02 - Ann: one\n"
        "13/05/2020, 14:03 - Bob: ok\n13/05/2020, 14:03 - Bob: ok\n"
        "13/05/2020, 14:04 - Bob: <Media omitted>\n"
        "14/05/2020, 14:05 - Ann: last\n",
    )
    later = text_file(
        tmp_path / "WhatsApp Chat with Bakers (1).txt",
        "13/05/2020, 14:03 - Bob: ok\n13/05/2020, 14:03 - Bob: ok\n"
        "13/05/2020, 14:04 - Bob: IMG-20200513-WA0001.jpg (file attached)\n"
        "14/05/2020, 14:05 - Ann: last\n15/05/2020, 14:05 - Ann: new\n",
    )
    first = [message.id for message in messages(records(whole))]
    second = [message.id for message in messages(records(later))]

    assert len(set(first)) == 5
    assert first[1:] == second[:-1]
    assert [message.id for message in messages(records(whole))] == first


def test_names_and_sentences_that_hold_a_colon_are_told_apart(tmp_path: Path) -> None:
    chat = text_file(
        tmp_path / "chat.txt",
        '13/05/2020, 14:01 - Ann changed the subject from "Old: one" to "New: two"\n'
        "13/05/2020, 14:02 - Dr: Who: hello\n"
        "13/05/2020, 14:03 - Ann: note: bring salt\n"
        "13/05/2020, 14:04 - Dr: Who: Dr: is my title\n"
        "13/05/2020, 14:05 - Dr: Who: bye\n"
        "13/05/2020, 14:06 - Ann:\n",
    )
    found = records(chat)

    assert [(message.author, message.text) for message in messages(found)] == [
        ("Dr: Who", "hello"),
        ("Ann", "note: bring salt"),
        ("Dr: Who", "Dr: is my title"),
        ("Dr: Who", "bye"),
        ("Ann", ""),
    ]
    assert [skip.reason for skip in skips(found)] == [NOTICE]


def test_lines_before_the_first_message_and_foreign_files_are_counted(tmp_path: Path) -> None:
    archive = zip_of(
        tmp_path / "WhatsApp Chat - Bakers.zip",
        {
            "_chat.txt": "exported by me\n\n13/05/2020, 14:02 - Ann: one\n",
            "recipe.txt": "flour\nwater\nsalt\n",
            "IMG-20200513-WA0001.jpg": "not a picture",
        },
    )
    found = records(archive)

    assert groups(found) == {"Bakers": "Bakers"}
    assert [message.text for message in messages(found)] == ["one"]
    assert [(skip.reason, skip.file, skip.position) for skip in skips(found)] == [
        (UNKNOWN_LINE, "_chat.txt", 1),
        (OTHER_FILE, "recipe.txt", 0),
    ]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("WhatsApp Chat with Bakers.txt", "Bakers"),
        ("WhatsApp Chat - Bakers.zip", "Bakers"),
        ("WhatsApp Chat mit Bäcker_innen.txt", "Bäcker innen"),
        ("Chat de WhatsApp con Panaderos (2).txt", "Panaderos"),
        ("Chat WhatsApp con Panettieri.txt", "Panettieri"),
        ("Conversa do WhatsApp com Padeiros.txt", "Padeiros"),
        ("Discussion WhatsApp avec Boulangers.txt", "Boulangers"),
        ("Чат WhatsApp с Пекари.txt", "Пекари"),
        ("与烘焙群的 WhatsApp 聊天.txt", "烘焙群"),
        ("與烘焙群的 WhatsApp 對話.txt", "烘焙群"),
        ("bakers.txt", "bakers"),
    ],
)
def test_the_group_is_called_what_the_file_is_called_in_any_language(name: str, title: str, tmp_path: Path) -> None:
    chat = text_file(tmp_path / "upload", "13/05/2020, 14:02 - Ann: one\n")

    assert groups(records(chat, name=name)) == {title: title}


def test_a_message_longer_than_a_mebibyte_is_cut_and_said(tmp_path: Path) -> None:
    body = ("x" * 100_000 + "\n") * 12
    chat = text_file(tmp_path / "chat.txt", f"13/05/2020, 14:02 - Ann: one\n{body}13/05/2020, 14:03 - Ann: two\n")
    found = records(chat)

    assert [len(message.text) for message in messages(found)] == [3 + 10 * 100_001, 3]
    assert [skip.position for skip in skips(found)] == [1]
