from __future__ import annotations

from pathlib import Path

import pytest

from qunli.archives.reasons import DELETED, NOTICE, OTHER_FILE, UNKNOWN_LINE, UNNAMED
from qunli.archives.records import Joined, Left, Removed
from qunli.archives.tests.brought import groups, messages, ms, names, of_kind, records, skips
from qunli.archives.tests.written import text_file, zip_of

ANDROID = """\
13/05/2020, 14:00 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.
13/05/2020, 14:00 - Ann created group "Bakers: the old oven"
13/05/2020, 14:01 - Ann added Bob and Cleo
13/05/2020, 14:02 - Ann: Welcome everybody
Please read:
1. be kind

2. bring bread
13/05/2020, 14:03 - Bob: <Media omitted>
13/05/2020, 14:03 - Bob: IMG-20200513-WA0001.jpg (file attached)
my first loaf
13/05/2020, 14:04 - +49 151 2345678: hello @49160555444 and @\u2068Bob\u2069
13/05/2020, 14:05 - Dora joined using this group's invite link
13/05/2020, 14:06 - Bob left
13/05/2020, 14:07 - Ann removed Cleo
13/05/2020, 14:08 - Ann changed the group description
13/05/2020, 14:09 - You were added
13/05/2020, 14:10 - Dora: This message was deleted
13/05/2020, 14:11 - Dora: thanks <This message was edited>
"""


@pytest.mark.row("G6")
def test_a_group_exported_on_an_android_is_read_with_its_comings_and_goings(tmp_path: Path) -> None:
    found = records(text_file(tmp_path / "WhatsApp Chat with Bakers.txt", ANDROID))

    assert groups(found) == {"Bakers": "Bakers"}
    assert [(message.author, message.text) for message in messages(found)] == [
        ("Ann", "Welcome everybody\nPlease read:\n1. be kind\n\n2. bring bread"),
        ("Bob", ""),
        ("Bob", "my first loaf"),
        ("+491512345678", "hello @49160555444 and @Bob"),
        ("Dora", "thanks"),
    ]
    assert [message.attachments for message in messages(found)] == [(), ("other",), ("image",), (), ()]
    assert messages(found)[3].mentions == ("+49160555444", "Bob")
    assert messages(found)[4].edited_at == ms("2020-05-13T14:11")
    assert of_kind(Joined, found) == [
        Joined(group="Bakers", person="Ann", at=ms("2020-05-13T14:00")),
        Joined(group="Bakers", person="Bob", at=ms("2020-05-13T14:01"), by="Ann"),
        Joined(group="Bakers", person="Cleo", at=ms("2020-05-13T14:01"), by="Ann"),
        Joined(group="Bakers", person="Dora", at=ms("2020-05-13T14:05")),
    ]
    assert of_kind(Left, found) == [Left(group="Bakers", person="Bob", at=ms("2020-05-13T14:06"))]
    assert of_kind(Removed, found) == [Removed(group="Bakers", person="Cleo", at=ms("2020-05-13T14:07"), by="Ann")]
    assert [(skip.position, skip.reason) for skip in skips(found)] == [
        (1, NOTICE),
        (16, NOTICE),
        (17, UNNAMED),
        (18, DELETED),
    ]
    assert names(found)["+491512345678"] == "+49 151 2345678"


IPHONE = """\
[13/05/2020, 14:00:01] Bakers: \u200eMessages and calls are end-to-end encrypted.
[13/05/2020, 14:00:02] Ann: \u200eAnn created this group
[13/05/2020, 14:00:03] Ann: \u200eAnn added ~\u202fBob
[13/05/2020, 14:00:04] ~\u202fBob: Hi \u200eimage omitted
\u200e[13/05/2020, 14:00:05] ~\u202fBob: \u200e<attached: 00000007-AUDIO-2020-05-13-14-00-05.opus>
\u200e[13/05/2020, 14:00:06] Ann: oven.pdf \u2022 \u200e2 pages \u200edocument omitted
[13/05/2020, 14:00:07] Ann: \u200eLocation: https://maps.google.com/?q=1.5,2.5
[13/05/2020, 14:00:08] Ann: \u200ePOLL:
Rye or wheat?
OPTION: Rye (2 votes)
[13/05/2020, 14:00:09] \u202a+44 7700 900123\u202c: \u200e\u202a+44 7700 900123\u202c left
[13/05/2020, 14:00:10] Ann: \u200eYou deleted this message
[13/05/2020, 14:00:11] Ann: fine\u200e <\u200eThis message was edited>
"""


def test_a_group_exported_on_an_iphone_is_read_through_its_invisible_marks(tmp_path: Path) -> None:
    found = records(zip_of(tmp_path / "export.zip", {"_chat.txt": IPHONE}))

    assert groups(found) == {"Bakers": "Bakers"}
    assert [(message.author, message.text, message.attachments) for message in messages(found)] == [
        ("Bob", "Hi", ("image",)),
        ("Bob", "", ("audio",)),
        ("Ann", "", ("file",)),
        ("Ann", "", ("location",)),
        ("Ann", "Rye or wheat?\nOPTION: Rye (2 votes)", ("poll",)),
        ("Ann", "fine", ()),
    ]
    assert [(move.person, move.by) for move in of_kind(Joined, found)] == [("Ann", None), ("Bob", "Ann")]
    assert [move.person for move in of_kind(Left, found)] == ["+447700900123"]
    assert [(skip.position, skip.reason) for skip in skips(found)] == [(1, NOTICE), (12, DELETED)]


def test_a_chinese_chat_keeps_its_words_and_loses_only_placeholders(tmp_path: Path) -> None:
    chat = text_file(
        tmp_path / "与烘焙群的 WhatsApp 聊天.txt",
        "2024/1/2 09:04 - 消息和通话已进行端到端加密。\n"
        "2024/1/2 09:05 - 安妮创建了群组“烘焙群”\n"
        "2024/1/2 09:06 - 小王使用此群组的邀请链接加入\n"
        "2024/1/2 下午3:04 - 安妮: 大家好：欢迎\n"
        "2024/1/2 下午3:05 - 小王: <省略影音内容>\n"
        "2024/1/2 下午3:06 - 小王: 图片已忽略\n"
        "2024/1/3 上午8:00 - 安妮移除了小王\n",
    )
    found = records(chat)

    assert groups(found) == {"烘焙群": "烘焙群"}
    assert [(message.text, message.attachments) for message in messages(found)] == [
        ("大家好：欢迎", ()),
        ("", ("other",)),
        ("", ("image",)),
    ]
    assert [move.person for move in of_kind(Joined, found)] == ["安妮", "小王"]
    assert [(move.person, move.by) for move in of_kind(Removed, found)] == [("小王", "安妮")]


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
