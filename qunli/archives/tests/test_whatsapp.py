from __future__ import annotations

from pathlib import Path

import pytest

from qunli.archives.reasons import DELETED, NOTICE, UNNAMED
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
