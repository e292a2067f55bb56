"""Several chats in one file, encodings, and exports that overlap."""

from __future__ import annotations

from pathlib import Path

from qunli.archives.reasons import PRIVATE_CHAT
from qunli.archives.tests.brought import groups, messages, records, skips
from qunli.archives.tests.qq_export import GROUP, HEADER, RULER
from qunli.archives.tests.written import text_file
from qunli.archives.times import NOT_A_TIME


def test_several_chats_in_one_file_stay_apart(tmp_path: Path) -> None:
    second = f"{RULER}\n消息分组:我的群聊\n{RULER}\n消息对象:茶友群\n{RULER}\n\n"
    text = (
        f"{HEADER}2024-01-02 9:04:05 安妮(10001)\n一\n{RULER}\n画的线\n\n"
        f"{second}2024-01-03 9:04:05 安妮(10001)\n二\n消息对象:不是\n"
    )
    found = records(text_file(tmp_path / "全部消息记录.txt", text))

    assert groups(found) == {"烘焙群": "烘焙群", "茶友群": "茶友群"}
    assert [(message.group, message.text) for message in messages(found)] == [
        ("烘焙群", f"一\n{RULER}\n画的线"),
        ("茶友群", "二\n消息对象:不是"),
    ]


def test_friends_in_a_file_of_everything_are_left_out_and_counted(tmp_path: Path) -> None:
    friend = (
        f"{RULER}\n消息分组:我的好友\n{RULER}\n消息对象:小王\n{RULER}\n\n2024-01-03 9:04:05 小王(10002)\n悄悄话\n\n"
    )
    group = f"{HEADER}2024-01-02 9:04:05 安妮(10001)\n一\n\n"
    found = records(text_file(tmp_path / "全部消息记录.txt", group + friend))

    assert groups(found) == {"烘焙群": "烘焙群"}
    assert [message.text for message in messages(found)] == ["一"]
    assert [(skip.reason, skip.excerpt) for skip in skips(found)] == [(PRIVATE_CHAT, "")]
    alone = records(text_file(tmp_path / "小王.txt", friend))
    assert [message.text for message in messages(alone)] == ["悄悄话"]


def test_an_export_in_gbk_and_with_windows_line_ends_is_the_same(tmp_path: Path) -> None:
    plain = records(text_file(tmp_path / "群.txt", GROUP))
    windows = records(text_file(tmp_path / "sub" / "群.txt", GROUP.replace("\n", "\r\n"), "gb18030"))
    wide = records(text_file(tmp_path / "wide" / "群.txt", "\ufeff" + GROUP, "utf-16-le"))

    assert windows == plain
    assert wide == plain


def test_overlapping_exports_agree_and_a_broken_time_loses_one_message(tmp_path: Path) -> None:
    whole = text_file(
        tmp_path / "a.txt",
        HEADER + "2024-01-02 9:04:05 A(10001)\n好\n2024-01-02 9:04:05 A(10001)\n好\n"
        "2024-13-02 9:04:05 A(10001)\n坏\n2024-01-03 9:04:05 B(10002)\n完\n",
    )
    part = text_file(tmp_path / "b.txt", HEADER + "2024-01-03 9:04:05 B(10002)\n完\n")
    found = records(whole)

    assert [message.text for message in messages(found)] == ["好", "好", "完"]
    assert len({message.id for message in messages(found)}) == 3
    assert messages(records(part))[0].id == messages(found)[2].id
    assert [(skip.reason, skip.position) for skip in skips(found)] == [(NOT_A_TIME, 13)]
