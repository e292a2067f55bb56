"""What a Satori event means. People are called "platform:id", since any platform may stand behind a service; channels
by their own ids."""

from __future__ import annotations

import html
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from qunli.domains.chat.ports import Came, Chat, Deleted, Edited, Joined, Left, Met, Removed, Said, Who

DIRECT = 1
_MEDIA = {"img": "image", "image": "image", "audio": "audio", "video": "video", "file": "file", "emoji": "sticker"}
_BREAKS = ("br", "p", "message")


def read(event: Any) -> list[Came]:
    """Pure. Events of other kinds mean nothing."""
    found = _READERS.get(event.get("type"))
    return found(event) if found is not None else []


def login_of(event: Any) -> tuple[str, str]:
    """Platform and account that an event came to; before version 1.2 they stood in the event itself."""
    login = event.get("login") or {}
    user = login.get("user") or {}
    return str(login.get("platform") or event.get("platform") or ""), str(user.get("id") or event.get("self_id") or "")


def channel_of(event: Any) -> str:
    """Where it happened; a group that is one channel has the same id as it."""
    return str((event.get("channel") or event.get("guild") or {}).get("id") or "")


def who(platform: str, user: Any, member: Any = None) -> Who:
    """Somebody; their name in the group goes first."""
    name = (member or {}).get("nick") or user.get("nick") or user.get("name") or ""
    return Who(f"{platform}:{user['id']}", name, user.get("name") or "", bool(user.get("is_bot")))


def escaped(text: str) -> str:
    """A text as message elements."""
    return html.escape(text)


class Content(HTMLParser):
    """The text of message elements, and what else they hold. What is inside a quotation is somebody else's."""

    def __init__(self, platform: str, content: str) -> None:
        super().__init__()
        self._platform, self._parts, self._quoted = platform, list[str](), 0
        self.mentions: dict[str, Who] = {}
        self.media: list[str] = []
        self.reply: str | None = None
        self.feed(content)
        self.close()
        self.text = "".join(self._parts).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "quote":
            self.reply, self._quoted = self.reply or given.get("id") or None, self._quoted + 1
        elif self._quoted:
            return
        elif tag == "at":
            self._at(given)
        elif tag in _MEDIA:
            self.media.append(_MEDIA[tag])
        elif tag in _BREAKS and self._parts:
            self._parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "quote":
            self._quoted = max(0, self._quoted - 1)

    def handle_data(self, data: str) -> None:
        if not self._quoted:
            self._parts.append(data)

    def _at(self, given: dict[str, str]) -> None:
        name = given.get("name") or given.get("id") or given.get("role") or given.get("type", "")
        self._parts.append(f"@{name}")
        if "id" in given:
            id = f"{self._platform}:{given['id']}"
            self.mentions[id] = Who(id, given.get("name", ""))


def _said(event: Any) -> list[Came]:
    platform, self_id = login_of(event)
    message = event["message"]
    user = event.get("user") or message["user"]
    by = who(platform, user, event.get("member") or message.get("member"))
    content = Content(platform, message.get("content") or "")
    chat = _chat(event)
    chat = Chat(by.id, by.name, direct=True) if chat.direct else chat
    reply = str((message.get("quote") or {}).get("id") or "") or content.reply
    mentions, media = tuple(content.mentions.values()), tuple(content.media)
    own = str(user["id"]) == self_id
    return [Said(chat, by, str(message["id"]), _at(event), content.text, reply, mentions, media, own)]


def _edited(event: Any) -> list[Came]:
    content = Content(login_of(event)[0], event["message"].get("content") or "")
    return [Edited(_chat(event), str(event["message"]["id"]), _at(event), content.text)]


def _deleted(event: Any) -> list[Came]:
    return [Deleted(_chat(event), (str(event["message"]["id"]),))]


def _joined(event: Any) -> list[Came]:
    one, by = _moved(event)
    return [Joined(_chat(event), one, _at(event), by)]


def _gone(event: Any) -> list[Came]:
    one, by = _moved(event)
    return [Left(_chat(event), one, _at(event)) if by is None else Removed(_chat(event), one, _at(event), by)]


def _met(event: Any) -> list[Came]:
    return [Met(_chat(event))]


_READERS: dict[str | None, Callable[[Any], list[Came]]] = {
    "message-created": _said,
    "message-updated": _edited,
    "message-deleted": _deleted,
    "guild-member-added": _joined,
    "guild-member-removed": _gone,
    "guild-added": _met,
    "channel-added": _met,
}
TYPES = frozenset(name for name in _READERS if name)


def _moved(event: Any) -> tuple[Who, Who | None]:
    platform, _self = login_of(event)
    user, operator = event["user"], event.get("operator")
    by = who(platform, operator) if operator and operator["id"] != user["id"] else None
    return who(platform, user, event.get("member")), by


def _chat(event: Any) -> Chat:
    channel, guild = event.get("channel") or {}, event.get("guild") or {}
    names = [str(one["name"]) for one in (guild, channel) if one.get("name")]
    return Chat(channel_of(event), " / ".join(dict.fromkeys(names)), channel.get("type") == DIRECT)


def _at(event: Any) -> int:
    return int(event.get("timestamp") or event["message"].get("created_at") or 0)
