"""What an event of a Matrix room means (client-server specification 1.11). People and rooms have their Matrix ids, as
in exports, so that a history goes on."""

from __future__ import annotations

import re
from typing import Any

from qunli.domains.chat.ports import Came, Chat, Deleted, Edited, Joined, Left, Met, Profile, Removed, Said, Who

KINDS = ("m.room.message", "m.sticker", "m.room.redaction", "m.room.member", "m.room.name")
_MEDIA = {f"m.{kind}": kind for kind in ("image", "video", "audio", "file", "location", "sticker")}
_QUOTED = re.compile(r"\A(?:>.*\n)+\n?")
"""What clients repeat of the message answered."""


def read(body: Any) -> list[Came]:
    """Pure. `body` is an event with its `room`, whether that is one person's talk with us (`direct`), our account
    (`me`) and the names of those in it."""
    event, chat = body["event"], Chat(body["room"])
    if event["type"] in ("m.room.message", "m.sticker"):
        return _said(event, body, chat)
    if body["direct"]:
        return []
    if event["type"] == "m.room.redaction":  # where it names the message depends on the version of the room
        return [Deleted(chat, (event.get("redacts") or event["content"]["redacts"],))]
    if event["type"] == "m.room.member":
        return _moved(event, body, chat)
    return [Met(Chat(chat.id, event["content"].get("name") or ""))]


def who(id: str, name: str | None = None, *, is_bot: bool = False) -> Who:
    """Somebody; without a name by the first part of their id."""
    return Who(id, name or id.removeprefix("@").partition(":")[0], id, is_bot)


def _said(event: Any, body: Any, chat: Chat) -> list[Came]:
    content, names, at = event["content"], body["names"], int(event["origin_server_ts"])
    if not isinstance(content.get("body"), str):
        return []  # taken away already
    by, relation = who(event["sender"], names.get(event["sender"])), content.get("m.relates_to") or {}
    if relation.get("rel_type") == "m.replace":
        text, _media = _content(content.get("m.new_content") or content, event["type"])
        return [Edited(chat, relation["event_id"], at, text, by)]
    text, media = _content(content, event["type"])
    answered = (relation.get("m.in_reply_to") or {}).get("event_id")
    if relation.get("rel_type") == "m.thread" and (relation.get("is_falling_back") or not answered):
        answered = relation["event_id"]
    if answered:
        text = _QUOTED.sub("", text)
    mentions = tuple(who(id, names.get(id)) for id in (content.get("m.mentions") or {}).get("user_ids") or ())
    chat = Chat(by.id, by.name, direct=True) if body["direct"] else chat
    return [Said(chat, by, event["event_id"], at, text, answered, mentions, media, by.id == body["me"])]


def _content(content: Any, kind: str) -> tuple[str, tuple[str, ...]]:
    """The text and the kinds of what came with it; a file's own name is no text."""
    media = _MEDIA.get(content.get("msgtype") or kind)
    text = str(content.get("body") or "")
    named = media is not None and content.get("filename", text) == text
    return "" if named else text, (media,) if media else ()


def _moved(event: Any, body: Any, chat: Chat) -> list[Came]:
    unsigned, content, at = event.get("unsigned") or {}, event["content"], int(event["origin_server_ts"])
    before, now = unsigned.get("prev_content") or {}, content["membership"]
    was, names = before.get("membership"), body["names"]
    one, sender = who(event["state_key"], content.get("displayname") or before.get("displayname")), event["sender"]
    if one.id == body["me"]:
        return [Met(chat)] if now == "join" else []
    if now == "join" and was != "join":
        inviter = unsigned.get("prev_sender") if was == "invite" else None
        return [Joined(chat, one, at, who(inviter, names.get(inviter)) if inviter not in (None, one.id) else None)]
    if now == "join":
        return [Profile(one, at)] if content.get("displayname") != before.get("displayname") else []
    if now not in ("leave", "ban") or was not in ("join", None):
        return []  # invited, or an invitation declined: nobody was in
    return [Left(chat, one, at) if sender == one.id else Removed(chat, one, at, who(sender, names.get(sender)))]
