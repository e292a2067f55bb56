"""What an event of the gateway means. Ids are Discord's own, as DiscordChatExporter's files have them: groups are
channels, and a thread belongs to the channel that it was opened in.

An update is the event with what only the line knew: {"t", "d", "at" (ms), "chat": {id, name} or "chats"}.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from qunli.domains.chat.ports import Came, Chat, Deleted, Edited, Joined, Left, Met, Profile, Said, Who

EPOCH = 1_420_070_400_000
"""Ms; the numbers of messages ("snowflakes") count from here."""
SPOKEN = frozenset({0, 19, 20, 23})
"""Kinds of messages that somebody wrote; the others are notices."""
_SIGN = re.compile(r"<(?:@!?(?P<user>\d+)|a?(?P<emoji>:\w+:)\d+)>")


def read(update: Any) -> list[Came]:
    """Pure. Events of other kinds mean nothing."""
    found = _READERS.get(update.get("t"))
    return found(update) if found is not None else []


def moment(snowflake: str) -> int:
    """When something with this number was made, ms UTC."""
    return (int(snowflake) >> 22) + EPOCH


def who(user: Any, member: Any = None) -> Who:
    """Somebody; their name in the server goes first, as exports have it."""
    name = (member or {}).get("nick") or user.get("global_name") or user.get("username") or ""
    return Who(str(user["id"]), name, user.get("username") or "", bool(user.get("bot")))


def _said(update: Any) -> list[Came]:
    one = update["d"]
    if one.get("type", 0) not in SPOKEN:
        return []
    chat, by = _chat(update), who(one["author"], one.get("member"))
    people = {str(user["id"]): who(user, user.get("member")) for user in one.get("mentions") or ()}
    text, media = _text(one, people), _media(one)
    if not text and not media:
        return []
    answered = one.get("message_reference") or {}
    here = answered.get("type", 0) == 0 and answered.get("channel_id", one["channel_id"]) == one["channel_id"]
    reply = str(answered["message_id"]) if here and answered.get("message_id") else None
    chat = Chat(by.id, by.name, direct=True) if chat is None else chat
    return [Said(chat, by, str(one["id"]), moment(one["id"]), text, reply, tuple(people.values()), media)]


def _edited(update: Any) -> list[Came]:
    one, chat = update["d"], _chat(update)
    if chat is None or not one.get("edited_timestamp") or one.get("content") is None:
        return []
    people = {str(user["id"]): who(user, user.get("member")) for user in one.get("mentions") or ()}
    return [Edited(chat, str(one["id"]), _at(one["edited_timestamp"]), _text(one, people))]


def _deleted(update: Any) -> list[Came]:
    one, chat = update["d"], _chat(update)
    ids = one["ids"] if "ids" in one else [one["id"]]
    return [Deleted(chat, tuple(str(id) for id in ids))] if chat is not None else []


def _joined(update: Any) -> list[Came]:
    """Whoever comes into a server is in every channel of it that everybody sees."""
    one = update["d"]
    at = _at(one["joined_at"]) if one.get("joined_at") else int(update["at"])
    return [Joined(chat, who(one["user"], one), at) for chat in _chats(update)]


def _left(update: Any) -> list[Came]:
    return [Left(chat, who(update["d"]["user"]), int(update["at"])) for chat in _chats(update)]


def _profile(update: Any) -> list[Came]:
    return [Profile(who(update["d"]["user"], update["d"]), int(update["at"]))]


def _met(update: Any) -> list[Came]:
    return [Met(chat) for chat in _chats(update)]


_READERS: dict[str | None, Callable[[Any], list[Came]]] = {
    "MESSAGE_CREATE": _said,
    "MESSAGE_UPDATE": _edited,
    "MESSAGE_DELETE": _deleted,
    "MESSAGE_DELETE_BULK": _deleted,
    "GUILD_MEMBER_ADD": _joined,
    "GUILD_MEMBER_REMOVE": _left,
    "GUILD_MEMBER_UPDATE": _profile,
    "CHANNELS": _met,
}
READ = frozenset(name for name in _READERS if name)


def _chat(update: Any) -> Chat | None:
    chat = update.get("chat")
    return Chat(chat["id"], chat["name"]) if chat else None


def _chats(update: Any) -> list[Chat]:
    return [Chat(one["id"], one["name"]) for one in update["chats"]]


def _text(one: Any, people: dict[str, Who]) -> str:
    """With names for numbers. A forwarded message holds what was forwarded."""
    forwarded = [shot["message"].get("content") or "" for shot in one.get("message_snapshots") or ()]
    text = "\n".join(part for part in (one.get("content") or "", *forwarded) if part)

    def named(found: re.Match[str]) -> str:
        if found["emoji"]:
            return found["emoji"]
        return f"@{people[found['user']].name}" if found["user"] in people else found[0]

    return _SIGN.sub(named, text)


def _media(one: Any) -> tuple[str, ...]:
    inside = [one, *(shot["message"] for shot in one.get("message_snapshots") or ())]
    files = [file for each in inside for file in each.get("attachments") or ()]
    kinds = [str(file.get("content_type") or "").partition("/")[0] for file in files]
    found = [kind if kind in ("image", "video", "audio") else "file" for kind in kinds]
    found += ["sticker"] * any(each.get("sticker_items") for each in inside) + ["poll"] * bool(one.get("poll"))
    return tuple(found)


def _at(iso: str) -> int:
    return int(datetime.fromisoformat(iso).timestamp() * 1000)
