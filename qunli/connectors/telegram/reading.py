"""What an update of the Bot API means. Ids are those of Telegram Desktop's exports, so that a history goes on: people
are "user123" (channels that speak "channel123"), groups are called by their bare number, without -100."""

from __future__ import annotations

from typing import Any

from qunli.domains.chat.ports import Came, Chat, Edited, Joined, Left, Met, Removed, Said, Who

_SUPER = 1_000_000_000_000
"""What the Bot API takes a supergroup's or channel's bare number from: -100… in front of it."""
_MEDIA = {
    "photo": "image",
    "sticker": "sticker",
    "animation": "video",
    "video": "video",
    "video_note": "video",
    "voice": "audio",
    "audio": "audio",
    "contact": "contact",
    "venue": "location",
    "location": "location",
    "poll": "poll",
}
_NEWS = ("new_chat_title", "group_chat_created", "supergroup_chat_created", "migrate_from_chat_id")


def bare(api_id: int) -> str:
    """A group's number as exports have it."""
    return str(-api_id - _SUPER if api_id <= -_SUPER else abs(api_id))


def api_ids(chat: str) -> list[int]:
    """What the Bot API may call it: a supergroup first, else a basic group. Raises `ValueError`."""
    number = int(chat)
    return [-_SUPER - number, -number]


def of_update(update: Any) -> Any:
    """The thing inside an update, all of which have a chat or none."""
    return next((value for name, value in update.items() if name != "update_id"), {})


def read(update: Any) -> list[Came]:
    """Pure. What is not asked for with `ASKED_FOR` means nothing."""
    for name in ("message", "channel_post"):
        if name in update:
            return _message(update[name])
    for name in ("edited_message", "edited_channel_post"):
        if name in update:
            one = update[name]
            text, _mentions = _text(one)
            return [Edited(_chat(one["chat"]), str(one["message_id"]), int(one["edit_date"]) * 1000, text)]
    if (changed := update.get("my_chat_member")) is not None and changed["chat"]["type"] != "private":
        in_it = changed["new_chat_member"]["status"] in ("member", "administrator", "restricted", "creator")
        return [Met(_chat(changed["chat"]))] if in_it else []
    return []


def who(user: Any) -> Who:
    """A person or bot."""
    name = " ".join(part for part in (user.get("first_name"), user.get("last_name")) if part)
    return Who(f"user{user['id']}", name, user.get("username") or "", bool(user.get("is_bot")))


def _message(one: Any) -> list[Came]:
    chat, at = _chat(one["chat"]), int(one["date"]) * 1000
    by = _author(one)
    if "new_chat_members" in one:
        new = [who(user) for user in one["new_chat_members"]]
        return [Joined(chat, each, at, by if by != each else None) for each in new]
    if "left_chat_member" in one:
        gone = who(one["left_chat_member"])
        return [Left(chat, gone, at) if by == gone else Removed(chat, gone, at, by)]
    if any(name in one for name in _NEWS):
        return [Met(chat)]
    text, mentions = _text(one)
    media = _media(one)
    if not text and not media:
        return []
    return [Said(chat, by, str(one["message_id"]), at, text, _reply(one), mentions, media)]


def _author(one: Any) -> Who:
    """A channel, or an administrator who hides behind the group, speaks as a chat."""
    speaks = one.get("sender_chat")
    if speaks is None and "from" in one:
        return who(one["from"])
    speaks = speaks or one["chat"]
    return Who(f"channel{bare(speaks['id'])}", speaks.get("title") or "", speaks.get("username") or "")


def _chat(chat: Any) -> Chat:
    if chat["type"] == "private":
        return Chat(f"user{chat['id']}", chat.get("first_name") or "", direct=True)
    return Chat(bare(chat["id"]), chat.get("title") or "")


def _reply(one: Any) -> str | None:
    """In a group with topics, a message that answers none answers the notice that opened its topic."""
    answered = one.get("reply_to_message")
    if answered is None or "forum_topic_created" in answered or answered["chat"]["id"] != one["chat"]["id"]:
        return None
    return str(answered["message_id"])


def _text(one: Any) -> tuple[str, tuple[Who, ...]]:
    """Text or caption, and who is mentioned in it. Offsets count UTF-16 units."""
    text = one.get("text") or one.get("caption") or ""
    units = text.encode("utf-16-le")
    found: dict[str, Who] = {}
    for entity in one.get("entities") or one.get("caption_entities") or ():
        start = entity["offset"] * 2
        part = units[start : start + entity["length"] * 2].decode("utf-16-le", "replace")
        if entity["type"] == "text_mention":
            found[f"user{entity['user']['id']}"] = who(entity["user"])
        elif entity["type"] == "mention" and len(part) > 1:
            found[part.lower()] = Who(part.lower(), part[1:], part[1:])
    return text, tuple(found.values())


def _media(one: Any) -> tuple[str, ...]:
    for name, kind in _MEDIA.items():
        if name in one:
            return (kind,)
    if "document" not in one:
        return ()
    kind = (one["document"].get("mime_type") or "").partition("/")[0]
    return (kind if kind in ("image", "video", "audio") else "file",)
