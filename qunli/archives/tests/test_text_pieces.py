"""Texts put together from the pieces that the line readers look for, in any order."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qunli.archives import open_archive
from qunli.archives.records import Joined, Left, Message, Person, Removed
from qunli.archives.tests.brought import LATEST
from qunli.archives.tests.written import text_file

_WORDS = ["Ann", "Bob: ", ": ", "hi", "@", "@49151123456", "安", " ", "\t", "\u200e", "\u2068", "\ufeff", "\x00"]
_HEADER = {
    "discord-csv": "AuthorID,Author,Date,Content,Attachments,Reactions\n",
    "wechat-csv": "Time,SenderName,Sender,TalkerName,Talker,Content\n",
    "plain-csv": "time,author,text,kind,by\n",
}
_PIECES = {
    "whatsapp": [
        *("13/05/2020, 14:00 - ", "[13/05/20, 2:00:01 PM] ", "1/1/1, 1:1 - ", "٣١/١٢/٢٠٢٣, ٩٩:٩٩ - ", "² - ", "["),
        *("<Media omitted>", "(file attached)", "<attached: x.jpg>", " left", " added you", "POLL:\n", "<", ">", "“"),
    ],
    "qq": [
        *("=" * 64, "消息对象:", "消息分组:", "2024-01-02 9:04:05 ", "0000-00-00 0:0:0 ", "(10001)", "<a@b.c>"),
        *("— —  2020-2-21  — —", "  23:50:12 ", "(10000)", "加入本群。", "被移出本群", "[图片]", "【x】"),
    ],
    "irc": [
        *("--- Log opened Thu Dec 31 23:58:00 2020", "--- Day changed ", "0000-00-00", "12:01 ", "[12:01:02] ", "<"),
        *(
            "*** Joins: ",
            "-!- ",
            " is now known as ",
            " has quit [",
            "2020-01-01 10:00:00\t",
            "-->",
            "* ",
            "> ",
            "\x03",
        ),
    ],
    "discord-csv": ['"', ",", "1", "2023-09-03T10:00:00Z", "02-Jan-21 03:04 PM", "x (2)", "Left the group."],
    "wechat-csv": [
        *("2024-01-02 09:04:05", ",", '"', "1@chatroom", "> a(b) 01-02 09:04:05", "[链接|", "](x)", "系统消息"),
        *("Type: 9 Content: ", "加入了群聊"),
    ],
    "plain-csv": [",", '"', "2024-01-02", "1700000000", "join", "9" * 400, "1e9", "-1"],
}


@pytest.mark.parametrize("format", _PIECES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_pieces_in_any_order_are_read_and_nobody_is_spoken_of_unnamed(format: str, data: st.DataObject) -> None:
    pieces = st.sampled_from([*_PIECES[format], *_WORDS, "\n", "\n", "\r\n"])
    text = _HEADER.get(format, "") + "".join(data.draw(st.lists(pieces, max_size=60)))
    with tempfile.TemporaryDirectory() as folder:
        path = text_file(Path(folder) / "export.txt", text)
        with open_archive(path, format=format, latest=LATEST) as archive:
            found = list(archive.records())
        with open_archive(path, format=format, latest=LATEST) as archive:
            assert list(archive.records()) == found

    told: set[str] = set()
    for record in found:
        if isinstance(record, Person):
            told.add(record.id)
        elif isinstance(record, Message):
            assert {record.author, *record.mentions} <= told
        elif isinstance(record, Joined | Left | Removed):
            assert record.person in told
            assert getattr(record, "by", None) in {None, *told}
