from __future__ import annotations

from pathlib import Path

import pytest

from qunli.archives.reasons import BROKEN_ROW, NO_AUTHOR, NOTICE, PRIVATE_CHAT
from qunli.archives.records import Joined, Removed
from qunli.archives.tests.brought import groups, messages, ms, names, of_kind, records, skips
from qunli.archives.tests.written import text_file, zip_of
from qunli.archives.times import NOT_A_TIME

CHATLOG = "Time,SenderName,Sender,TalkerName,Talker,Content\n"
MEMOTRACE = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\n"


@pytest.mark.row("G6")
def test_chatlogs_csv_is_read_with_attachments_answers_and_comings(tmp_path: Path) -> None:
    room = "烘焙群,1@chatroom"
    found = records(
        text_file(
            tmp_path / "chatlog.csv",
            CHATLOG + f"2024-01-02 09:04:05,安妮,wxid_ann,{room},大家好\n"
            f'2024-01-02 09:05:05,小王,wxid_wang,{room},"> 安妮(wxid_ann) 01-02 09:04:05\n> 大家好\n你好"\n'
            f"2024-01-02 09:06:05,小王,wxid_wang,{room},![图片](http://127.0.0.1:5030/image/abc)\n"
            f"2024-01-02 09:07:05,小王,wxid_wang,{room},[链接|面包的历史](https://example.org/bread)\n"
            f"2024-01-02 09:08:05,小王,wxid_wang,{room},@安妮\u2005看看 [可以]\n"
            f'2024-01-02 09:09:05,,系统消息,{room},"""安妮""邀请""小李""加入了群聊"\n'
            f"2024-01-02 09:10:05,,系统消息,{room},安妮撤回了一条消息\n"
            f"2024-01-02 09:11:05,小李,wxid_li,{room},谢谢\n",
        )
    )

    assert groups(found) == {"1@chatroom": "烘焙群"}
    assert [(message.author, message.text, message.attachments) for message in messages(found)] == [
        ("wxid_ann", "大家好", ()),
        ("wxid_wang", "你好", ()),
        ("wxid_wang", "", ("image",)),
        ("wxid_wang", "面包的历史", ("link",)),
        ("wxid_wang", "@安妮\u2005看看 [可以]", ()),
        ("wxid_li", "谢谢", ()),
    ]
    assert messages(found)[0].at == ms("2024-01-02T01:04:05")
    assert messages(found)[1].reply_to == messages(found)[0].id
    assert messages(found)[4].mentions == ("wxid_ann",)
    assert of_kind(Joined, found) == [
        Joined(group="1@chatroom", person="wxid_li", at=ms("2024-01-02T01:09:05"), by="wxid_ann")
    ]
    assert [(skip.position, skip.reason) for skip in skips(found)] == [(10, NOTICE)]


def test_private_chats_beside_groups_are_left_out_and_counted(tmp_path: Path) -> None:
    found = records(
        text_file(
            tmp_path / "chatlog.csv",
            CHATLOG + "2024-01-02 09:04:05,安妮,wxid_ann,烘焙群,1@chatroom,大家好\n"
            "2024-01-02 09:04:06,安妮,wxid_ann,安妮,wxid_ann,在吗\n"
            "昨天,安妮,wxid_ann,烘焙群,1@chatroom,坏\n"
            "2024-01-02 09:04:06,安妮\n",
        )
    )

    assert [message.text for message in messages(found)] == ["大家好"]
    assert [(skip.position, skip.reason) for skip in skips(found)] == [
        (3, PRIVATE_CHAT),
        (4, NOT_A_TIME),
        (5, BROKEN_ROW),
    ]


def test_memotraces_csv_is_read_by_the_kinds_of_wechats_database(tmp_path: Path) -> None:
    link = '"<msg><appmsg><title>面包 &amp; 水</title><type>5</type></appmsg></msg>"'
    quote = '"<msg><appmsg><title>同意</title><type>57</type></appmsg></msg>"'
    member = "<memberlist><member><nickname><![CDATA[{}]]></nickname></member></memberlist>"
    template = (
        '"<sysmsg type=""sysmsgtemplate""><template><![CDATA[""$username$""邀请""$names$""加入了群聊]]></template>'
        f'<link name=""username"" type=""x"">{member.format("安妮")}</link>'
        f'<link name=""names"" type=""x"">{member.format("小李")}</link></sysmsg>"'
    )
    found = records(
        zip_of(
            tmp_path / "memotrace.zip",
            {
                "烘焙群(9@chatroom)/烘焙群.csv": MEMOTRACE
                + "1,3,1,0,0,1704157445,,大家好,2024-01-02 09:04:05,,安妮,wxid_ann\n"
                + "2,3,3,0,0,1704157446,,,2024-01-02 09:04:06,,安妮,wxid_ann\n"
                + f"3,3,49,5,0,1704157447,,{link},2024-01-02 09:04:07,,安妮,wxid_ann\n"
                + f"4,3,49,57,1,1704157448,,{quote},2024-01-02 09:04:08,,,\n"
                + f"5,3,10000,0,0,1704157449,,{template},2024-01-02 09:04:09,,,\n"
                + "6,3,10000,0,0,1704157450,,你将“小李”移出了群聊,2024-01-02 09:04:10,,,\n"
                + "7,3,47,0,0,later,,[动画表情],2024-01-02 09:04:11,老安,安妮,wxid_ann\n"
                + "8,3,1,0,0,1704157452,,谁,2024-01-02 09:04:12,,,\n"
            },
        )
    )

    assert groups(found) == {"9@chatroom": "烘焙群"}
    assert [(message.author, message.text, message.attachments, message.at) for message in messages(found)] == [
        ("wxid_ann", "大家好", (), 1704157445000),
        ("wxid_ann", "", ("image",), 1704157446000),
        ("wxid_ann", "面包 & 水", ("link",), 1704157447000),
        ("self", "同意", (), 1704157448000),
        ("wxid_ann", "", ("sticker",), 1704157451000),
    ]
    assert [(move.person, move.by) for move in of_kind(Joined, found)] == [("小李", "wxid_ann")]
    assert [move.person for move in of_kind(Removed, found)] == ["小李"]
    assert names(found)["wxid_ann"] == "老安"
    assert [(skip.position, skip.reason) for skip in skips(found)] == [(9, NO_AUTHOR)]


def test_overlapping_exports_agree_on_ids(tmp_path: Path) -> None:
    rows = [f"2024-01-02 09:0{minute}:05,安妮,wxid_ann,烘焙群,1@chatroom,好\n" for minute in range(4)]
    first = messages(records(text_file(tmp_path / "a.csv", CHATLOG + "".join(rows[:3]))))
    second = messages(records(text_file(tmp_path / "b.csv", CHATLOG + "".join(rows[1:]))))

    assert [message.id for message in first[1:]] == [message.id for message in second[:2]]
