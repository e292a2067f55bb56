from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qunli.archives import open_archive
from qunli.archives.reasons import DELETED, NOT_JSON, NOTICE, UNEXPECTED
from qunli.archives.records import Group, Joined, Message, Person
from qunli.archives.tests.brought import groups, messages, records, skips, write

START = 1_700_000_000
ABOUT = {
    "chatlab": {"version": "0.0.2", "exportedAt": START},
    "meta": {"name": "烘焙群", "platform": "qq", "type": "group", "groupId": "38988"},
}


def said(second: int, content: str | None = "大家好", kind: int = 0, **more: Any) -> dict[str, Any]:
    about = {"sender": "10001", "accountName": "Ann", "groupNickname": "安"}
    return {**about, "timestamp": START + second, "type": kind, "content": content, **more}


ROWS = [
    said(1, platformMessageId="m1"),
    said(2, "收到", 25, sender="10002", accountName="Bob", groupNickname=None, replyToMessageId="m1"),
    said(3, None, 1),
    said(4, "Bob加入了群聊", 80, sender="0"),
    said(5, "x", 81),
    said(6, "戳一戳", 22),
]


@pytest.mark.row("G6")
def test_json_and_json_lines_give_the_same_records(tmp_path: Path) -> None:
    plain = write(tmp_path / "a.json", {**ABOUT, "members": [{"platformId": "10001"}], "messages": ROWS})
    lines = tmp_path / "a.jsonl"
    entries = [{"_type": "header", **ABOUT}, {"_type": "member", "platformId": "10001", "accountName": "Ann"}]
    entries += [{"_type": "message", **row} for row in ROWS]
    lines.write_text("# made by hand\n" + "\n".join(json.dumps(entry) for entry in entries), encoding="utf-8")
    for path in (plain, lines):
        with open_archive(path) as archive:
            assert archive.format.name == "chatlab"
        found = records(path)
        assert found[:3] == [
            Group(platform="qq", id="38988", name="烘焙群"),
            Person(platform="qq", id="10001", name="安", handle="Ann"),
            Message(id="m1", group="38988", author="10001", at=(START + 1) * 1000, text="大家好"),
        ]
        assert [(message.text, message.reply_to, message.attachments) for message in messages(found)] == [
            ("大家好", None, ()),
            ("收到", "m1", ()),
            ("", None, ("image",)),
        ]
        assert [record.person for record in found if isinstance(record, Joined)] == ["10002"]
        assert [skip.reason for skip in skips(found)] == [DELETED, NOTICE]


def test_a_broken_line_is_told_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"_type": "message", **said(1)})
    lines = [json.dumps({"_type": "header", **ABOUT}), good, good[:-5], "", '{"_type": "message"}', "[1]", good]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = records(path)
    assert [(skip.reason, skip.unit, skip.position) for skip in skips(found)] == [
        (NOT_JSON, "line", 3),
        (UNEXPECTED, "line", 5),
        (UNEXPECTED, "line", 6),
    ]
    assert len(messages(found)) == 2


def test_without_a_name_the_file_names_the_chat(tmp_path: Path) -> None:
    found = records(write(tmp_path / "bakers.json", {"chatlab": {}, "meta": {}, "messages": [said(1)]}))
    assert groups(found) == {"bakers": "bakers"}
