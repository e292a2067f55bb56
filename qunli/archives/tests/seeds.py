"""One small valid export of every format, to be broken by tests and by the fuzzer."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

_AT = 1_700_000_000
_ISO = "2023-11-14T22:13:20+00:00"


def _dump(value: Any, indent: int | None = 1) -> bytes:
    return json.dumps(value, indent=indent, ensure_ascii=False).encode()


def _zip(files: Mapping[str, Any]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, value in files.items():
            archive.writestr(zipfile.ZipInfo(name), _dump(value))
    return out.getvalue()


_TELEGRAM = {
    "name": "面包 Bakers",
    "type": "private_supergroup",
    "id": 5,
    "messages": [
        {
            "id": 1,
            "type": "message",
            "date_unixtime": str(_AT),
            "from": "Ann",
            "from_id": "user1",
            "text": ["ask ", {"type": "mention", "text": "@bob"}],
            "reactions": [
                {"type": "emoji", "count": 1, "emoji": "🍞", "recent": [{"from": "Bob", "from_id": "user2"}]}
            ],
        },
        {
            "id": 2,
            "type": "service",
            "date": "2023-11-14T22:13:21",
            "actor": "Ann",
            "actor_id": "user1",
            "action": "invite_members",
            "members": ["Bob"],
        },
        {"id": 3, "type": "message", "date_unixtime": str(_AT), "from_id": 4294967298, "text": "x", "photo": "p"},
    ],
}
_DISCORD = {
    "guild": {"id": "7", "name": "Hearth"},
    "channel": {"id": "77", "type": "GuildPublicThread", "categoryId": "70", "category": "Kitchen", "name": "oven"},
    "dateRange": {"after": None},
    "messages": [
        {
            "id": str(number),
            "type": kind,
            "timestamp": _ISO,
            "timestampEdited": _ISO,
            "content": "hi",
            "author": {"id": "1", "name": "ann", "discriminator": "0042", "nickname": "Ann", "isBot": False},
            "attachments": [{"fileName": "a.png"}],
            "reactions": [{"emoji": {"name": "🍞"}, "count": 1, "users": [{"id": "2", "name": "bob"}]}],
            "mentions": [{"id": "2", "name": "bob"}],
            "reference": {"messageId": "1", "channelId": "77"},
        }
        for number, kind in enumerate(["Default", "Reply", "RecipientRemove"])
    ],
}
_SLACK = {
    "users.json": [{"id": "U1", "name": "ann", "profile": {"display_name": "Ann"}}],
    "channels.json": [{"id": "C1", "name": "oven"}],
    "oven/2023-11-14.json": [
        {"type": "message", "user": "U1", "text": "hi <@U2> &amp;", "ts": f"{_AT}.0001", "reactions": [{"name": "x"}]},
        {"type": "message", "subtype": "channel_join", "user": "U2", "text": "", "ts": f"{_AT}.0002"},
    ],
}
_ZULIP = {
    "12-bread/a.2Eb.json": [
        {
            "id": 1,
            "content": '<p>hi <span class="user-mention" data-user-id="8">@Bob</span> <b>x</b></p>',
            "sender_full_name": "Ann",
            "timestamp": _AT,
            "reactions": [{"emoji_code": "1f35e", "reaction_type": "unicode_emoji", "user_id": 8}],
        }
    ],
    "stream_index.json": {"streams": {"bread": {"id": 12}}},
}
_MATRIX = {
    "room_name": "Oven",
    "exported_by": "Ann",
    "messages": [
        {
            "type": kind,
            "sender": "@ann:x",
            "event_id": f"${number}",
            "origin_server_ts": _AT * 1000,
            "state_key": "@bob:x",
            "content": content,
        }
        for number, (kind, content) in enumerate(
            [
                ("m.room.member", {"membership": "join", "displayname": "Bob"}),
                ("m.room.message", {"body": "> <@b:x> a\n\nb", "m.relates_to": {"m.in_reply_to": {"event_id": "$9"}}}),
                ("m.reaction", {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$1", "key": "x"}}),
                ("m.room.message", {"body": "*", "m.relates_to": {"rel_type": "m.replace", "event_id": "$1"}}),
            ]
        )
    ],
}
_WEFLOW = {
    "weflow": {"version": "1"},
    "session": {"wxid": "1@chatroom", "displayName": "烘焙"},
    "messages": [
        {"createTime": _AT, "localType": 1, "content": "好", "senderUsername": "a", "senderDisplayName": "安"},
        {"createTime": _AT, "localType": 10000, "content": '"安"邀请"波"加入了群聊'},
    ],
}
_CHATLOG = [
    {
        "seq": _AT * 1000,
        "time": _ISO,
        "talker": "1@chatroom",
        "isChatRoom": True,
        "sender": "a",
        "type": 49,
        "subType": 57,
        "content": "好",
        "contents": {"refer": {"time": _ISO, "sender": "a"}},
    }
]
_CHATLAB = {
    "chatlab": {"version": "0.0.2"},
    "meta": {"name": "烘焙", "platform": "qq", "groupId": "9"},
    "messages": [{"sender": "1", "accountName": "安", "timestamp": _AT, "type": 0, "content": "好"}],
}
_CHATLAB_LINES = b"\n".join(
    _dump(entry, None)
    for entry in (
        {"_type": "header", "chatlab": {}, "meta": {"name": "x"}},
        {"_type": "message", "sender": "1", "timestamp": _AT, "type": 80, "content": "安加入了群聊"},
        {"_type": "message", "sender": "1", "timestamp": _AT, "type": 0, "content": "好"},
    )
)

SEEDS: tuple[tuple[str, bytes], ...] = (
    ("telegram", _dump(_TELEGRAM)),
    ("telegram", _dump(_TELEGRAM, None)),
    ("telegram", _dump({"about": "", "chats": {"list": [_TELEGRAM, _TELEGRAM]}})),
    ("discord-json", _dump(_DISCORD, 2)),
    ("slack", _zip(_SLACK)),
    ("zulip", _zip(_ZULIP)),
    ("matrix", _dump(_MATRIX, 2)),
    ("wechat-weflow", _dump(_WEFLOW)),
    ("wechat-chatlog", _dump(_CHATLOG, None)),
    ("chatlab", _dump(_CHATLAB)),
    ("chatlab", _CHATLAB_LINES),
    (
        "whatsapp",
        b"[14.11.23, 22:13:20] Hearth: \xe2\x80\x8eMessages and calls are end-to-end encrypted.\n"
        b"[14.11.23, 22:13:20] Ann: hi @49151\nsecond line\n[14.11.23, 22:14:20] \xe2\x80\x8eBob left\n"
        b"[14.11.23, 22:15:20] Bob: \xe2\x80\x8eimage omitted\n",
    ),
    (
        "qq",
        "消息记录（此消息记录为文本格式，不支持重新导入）\n\n消息对象:烘焙\n\n"
        "2023-11-14 22:13:20 【管理员】安(10001)\n大家好\n\n2023-11-14 10:13:20 PM 波<b@x.cn>\n好\n".encode(),
    ),
    (
        "wechat-csv",
        "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\n"
        '1,3,1,0,0,1700000000,,"好, 的",2023-11-14 22:13:20,,安,wxid_a\n'.encode(),
    ),
    (
        "discord-csv",
        b"AuthorID,Author,Date,Content,Attachments,Reactions\n"
        b'"1","ann","2023-11-14T22:13:20.0000000+00:00","hi, ""you""","","x (2)"\n',
    ),
    (
        "irc",
        b"--- Log opened Tue Nov 14 22:13:20 2023\n22:13 <@ann> bob: hi\n22:14 -!- bob [~b@x] has joined #oven\n"
        b"22:15 -!- bob [~b@x] has quit [bye]\n22:16  * ann waves\n",
    ),
    ("plain-csv", 'time,author,text,group\n2023-11-14T22:13:20Z,Ann,"hi, 你好",oven\n'.encode()),
)
"""(format, export) pairs."""
