from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qunli.archives import open_archive
from qunli.archives.reasons import NO_AUTHOR, NOTICE, PRIVATE_CHAT, UNNAMED
from qunli.archives.records import Group, Joined, Left, Message, Person, Removed
from qunli.archives.tests.brought import groups, messages, ms, names, records, skips, write

START = 1_700_000_000
ROOM = "4567@chatroom"
BOB = {"senderUsername": "wxid_bob", "senderDisplayName": "小波"}


def weflow(*rows: Any, **about: Any) -> dict[str, Any]:
    session = {"wxid": ROOM, "nickname": "烘焙群", "displayName": "烘焙爱好者", "type": "群聊"}
    return {"weflow": {"version": "1.0.0"}, "session": session, **about, "messages": list(rows)}


def flowed(second: int, content: str = "大家好", kind: int = 1, **more: Any) -> dict[str, Any]:
    who = {"isSend": 0, "senderUsername": "wxid_ann", "senderDisplayName": "小安"}
    return {"localId": second, "createTime": START + second, "localType": kind, "content": content, **who, **more}


def logged(second: int, content: str = "大家好", kind: int = 1, within: int = 0, **more: Any) -> dict[str, Any]:
    about = {"talker": ROOM, "talkerName": "烘焙群", "isChatRoom": True}
    who = {"sender": "wxid_ann", "senderName": "小安", "isSelf": False}
    seq = (START + second) * 1000
    time = f"2023-11-15T06:13:{20 + second:02}+08:00"
    return {"seq": seq, "time": time, **about, **who, "type": kind, "subType": within, "content": content, **more}


def at(second: int) -> int:
    return (START + second) * 1000


@pytest.mark.row("G6")
def test_a_wechat_group_exported_by_weflow_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.json",
        weflow(
            flowed(1, platformMessageId="900"),
            flowed(
                2, "好的", 244813135921, senderUsername="wxid_bob", senderDisplayName="小波", replyToMessageId="900"
            ),
            flowed(3, "[图片]", 3, platformMessageId=901),
            flowed(4, "[链接] 面粉团购", 49 | 5 << 32),
        ),
    )
    with open_archive(path) as archive:
        assert archive.format.name == "wechat-weflow"
    found = records(path)
    assert found[:3] == [
        Group(platform="wechat", id=ROOM, name="烘焙爱好者"),
        Person(platform="wechat", id="wxid_ann", name="小安"),
        Message(id="900", group=ROOM, author="wxid_ann", at=at(1), text="大家好"),
    ]
    assert [(message.text, message.reply_to, message.attachments) for message in messages(found)] == [
        ("大家好", None, ()),
        ("好的", "900", ()),
        ("", None, ("image",)),
        ("[链接] 面粉团购", None, ("link",)),
    ]
    assert names(found) == {"wxid_ann": "小安", "wxid_bob": "小波"}


def test_the_compact_form_points_into_its_list_of_senders(tmp_path: Path) -> None:
    row = flowed(1, senderID=2)
    del row["senderUsername"], row["senderDisplayName"]
    senders = [{"senderID": 1, "wxid": "a"}, {"senderID": 2, "accountId": "wxid_cid", "displayName": "小西"}]
    found = records(write(tmp_path / "a.json", weflow(row, flowed(2, senderUsername=""), senders=senders)))
    assert names(found) == {"wxid_cid": "小西"}
    assert [skip.reason for skip in skips(found)] == [NO_AUTHOR]


def test_messages_without_an_id_get_the_same_one_each_time(tmp_path: Path) -> None:
    rows = [flowed(1), flowed(1), flowed(2)]
    first = messages(records(write(tmp_path / "a.json", weflow(*rows))))
    again = messages(records(write(tmp_path / "b.json", weflow(*rows[:2]))))
    assert first[:2] == again
    assert len({message.id for message in first}) == 3


def test_sentences_of_wechat_itself_tell_who_came_and_went(tmp_path: Path) -> None:
    found = records(
        write(
            tmp_path / "a.json",
            weflow(
                flowed(1, '"小安"邀请"小波"加入了群聊', 10000, senderUsername=""),
                flowed(2, senderUsername="wxid_bob", senderDisplayName="小波"),
                flowed(3, "你将小波移出了群聊", 10000),
                flowed(4, "小安撤回了一条消息", 10002),
                flowed(5, "小安邀请你加入了群聊", 10000),
                flowed(6, isSend=1, senderUsername="wxid_me", senderDisplayName="我"),
                flowed(7, "你退出了群聊", 10000),
                flowed(8, '"小安"退出了群聊', 10000),
            ),
        )
    )
    moved = [record for record in found if isinstance(record, Joined | Left | Removed)]
    assert sorted(moved, key=lambda move: move.at) == [
        Joined(group=ROOM, person="wxid_bob", at=at(1)),
        Removed(group=ROOM, person="wxid_bob", at=at(3)),
        Left(group=ROOM, person="wxid_me", at=at(7)),
        Left(group=ROOM, person="小安", at=at(8)),
    ]
    assert [skip.reason for skip in skips(found)] == [NOTICE, UNNAMED]


def test_a_list_saved_from_chatlog_is_read_with_quotes(tmp_path: Path) -> None:
    quoted = {"refer": {"seq": 0, "time": "2023-11-15T06:13:21+08:00", "sender": "wxid_ann", "content": "大家好"}}
    path = write(
        tmp_path / "a.json",
        [
            logged(1),
            logged(2, "好的", 49, 57, sender="wxid_bob", senderName="小波", contents=quoted),
            logged(3, "", 34),
            logged(4, '"小西"通过扫描"小安"分享的二维码加入群聊', 10000, sender="系统消息", senderName=""),
        ],
    )
    with open_archive(path) as archive:
        assert archive.format.name == "wechat-chatlog"
    found = records(path)
    assert groups(found) == {ROOM: "烘焙群"}
    assert messages(found)[0] == Message(
        id=str(at(1)), group=ROOM, author="wxid_ann", at=ms("2023-11-14T22:13:21"), text="大家好"
    )
    assert [message.reply_to for message in messages(found)] == [None, str(at(1)), None]
    assert messages(found)[2].attachments == ("audio",)
    assert [record for record in found if isinstance(record, Joined)] == [
        Joined(group=ROOM, person="小西", at=at(4), by="wxid_ann")
    ]


def test_private_chats_among_groups_are_counted_and_left_out(tmp_path: Path) -> None:
    private = {"talker": "wxid_bob", "talkerName": "小波", "isChatRoom": False}
    found = records(write(tmp_path / "a.json", {"items": [logged(1), logged(2, **private)]}))
    assert groups(found) == {ROOM: "烘焙群"}
    assert [skip.reason for skip in skips(found)] == [PRIVATE_CHAT]
    alone = records(write(tmp_path / "b.json", [logged(2, **private)]))
    assert groups(alone) == {"wxid_bob": "小波"}


def test_the_sample_of_weflow_is_read_whole(shared: Path) -> None:
    found = records(shared / "data" / "exports" / "samples" / "wechat-weflow.json")
    assert (groups(found), len(messages(found)), skips(found)) == ({"room@chatroom": "微信测试群"}, 2, [])
