"""What a OneBot v11 event means. People and groups are called by their QQ numbers, as in QQ's own exports."""

from __future__ import annotations

import hashlib
import html
import re
from typing import Any

import msgspec

from qunli.domains.chat.ports import Came, Chat, Deleted, Joined, Left, Met, Raw, Removed, Said, Who

_CODE = re.compile(r"\[CQ:([a-z_]+)((?:,[^\[\],]+)*)\]")
_MEDIA = {
    "image": "image",
    "record": "audio",
    "video": "video",
    "file": "file",
    "face": "sticker",
    "mface": "sticker",
    "location": "location",
    "contact": "contact",
    "share": "link",
    "music": "link",
    "json": "link",
    "xml": "link",
    "forward": "forward",
}


def raw(event: Any) -> Raw | None:
    """An event to be kept, with an id that is the same when it is told twice; null for heartbeats and the like."""
    if not isinstance(event, dict) or event.get("post_type") not in ("message", "message_sent", "notice"):
        return None
    if "message_id" in event and event["post_type"] != "notice":
        return Raw(f"m:{event.get('group_id') or event.get('user_id')}:{event['message_id']}", event)
    told = msgspec.json.encode(event, order="sorted")
    return Raw(f"n:{hashlib.sha256(told).hexdigest()[:32]}", event)


def group(given: Any) -> Raw:
    """One of the groups that our account is in, as an update of its own."""
    return Raw(f"g:{given['group_id']}:{given.get('group_name', '')}"[:300], {"group": given})


def read(body: Any) -> list[Came]:
    """Pure. What is not spoken of here (bans, uploads, pokes, ...) means nothing."""
    if "group" in body:
        return [Met(_group(body["group"]))]
    if body["post_type"] == "notice":
        return _notice(body)
    sender = body.get("sender") or {}
    by = who(body["user_id"], sender)
    chat = _group(body) if body["message_type"] == "group" else Chat(by.id, by.name, direct=True)
    text, mentions, media, reply = _content(body.get("message"))
    own = body["post_type"] == "message_sent" or str(body.get("self_id")) == by.id
    return [Said(chat, by, str(body["message_id"]), _at(body), text, reply, mentions, media, own)]


def who(id: Any, told: Any) -> Who:
    """Somebody; in a group their card goes before their name."""
    return Who(str(id), str(told.get("card") or told.get("nickname") or ""), is_bot=bool(told.get("is_robot")))


def _notice(body: Any) -> list[Came]:
    kind, how = body.get("notice_type"), body.get("sub_type")
    if kind == "group_recall":
        return [Deleted(_group(body), (str(body["message_id"]),))]
    if kind not in ("group_increase", "group_decrease"):
        return []
    one, operator = Who(str(body["user_id"])), str(body.get("operator_id") or 0)
    by = None if operator in ("0", one.id) else Who(operator)
    if kind == "group_increase":
        joined: list[Came] = [Joined(_group(body), one, _at(body), by)]
        return [Met(_group(body)), *joined] if one.id == str(body.get("self_id")) else joined
    return [Left(_group(body), one, _at(body)) if how == "leave" else Removed(_group(body), one, _at(body), by)]


def _content(message: Any) -> tuple[str, tuple[Who, ...], tuple[str, ...], str | None]:
    """Text, people mentioned, kinds of what came with it, and the message answered."""
    text: list[str] = []
    mentions: dict[str, Who] = {}
    media: list[str] = []
    reply = None
    for segment in _segments(message) if isinstance(message, str) else message or ():
        kind, data = segment["type"], segment.get("data") or {}
        if kind == "text":
            text.append(str(data.get("text", "")))
        elif kind == "at":
            id, name = str(data.get("qq", "")), str(data.get("name") or "").removeprefix("@")
            text.append("@全体成员" if id == "all" else f"@{name or id}")
            if id.isdecimal():
                mentions[id] = Who(id, name)
        elif kind == "reply":
            reply = str(data["id"])
        elif kind in _MEDIA:
            media.append(_MEDIA[kind])
    return "".join(text).strip(), tuple(mentions.values()), tuple(media), reply


def _segments(message: str) -> list[dict[str, Any]]:
    """A message written in CQ codes, "[CQ:at,qq=10001] hello", as a list."""
    found: list[dict[str, Any]] = []
    end = 0
    for code in _CODE.finditer(message):
        found.append({"type": "text", "data": {"text": _plain(message[end : code.start()])}})
        pairs = (pair.partition("=") for pair in code[2].split(",")[1:])
        found.append({"type": code[1], "data": {name: _plain(value) for name, _, value in pairs}})
        end = code.end()
    return [*found, {"type": "text", "data": {"text": _plain(message[end:])}}]


def _plain(text: str) -> str:
    return html.unescape(text) if "&" in text else text


def _group(told: Any) -> Chat:
    return Chat(str(told["group_id"]), str(told.get("group_name") or ""))


def _at(body: Any) -> int:
    return int(body["time"]) * 1000
