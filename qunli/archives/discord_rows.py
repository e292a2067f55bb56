"""The fields of DiscordChatExporter's JSON that are read (its JsonMessageWriter writes them)."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

Id = str | int | None

_MESSAGES = frozenset({"Default", "Reply", "ThreadStarterMessage", "0", "19", "20", "21", "23"})
"""Kinds that somebody wrote. The exporter writes a kind that it has no name for by Discord's number: 20 and 23 are
answers of programs to commands, 21 opens a thread."""


class User(Struct, gc=False):
    id: Id
    name: str | None = None
    nickname: str | None = None
    discriminator: Id = None
    is_bot: bool = field(name="isBot", default=False)


class Emoji(Struct, gc=False):
    name: str | None = None


class Reacted(Struct, gc=False):
    emoji: Emoji | None = None
    count: int = 0
    users: tuple[User, ...] = ()


class File(Struct, gc=False):
    name: str | None = field(name="fileName", default=None)
    url: str | None = None


class Reference(Struct, gc=False, rename="camel"):
    type: str | None = None
    message_id: Id = None
    channel_id: Id = None


class Row(Struct, gc=False, rename="camel"):
    """A message or a notice."""

    id: Id
    type: str
    timestamp: str
    author: User
    content: str | None = ""
    timestamp_edited: str | None = None
    attachments: tuple[File, ...] = ()
    stickers: tuple[Any, ...] = ()
    embeds: tuple[Any, ...] = ()
    reactions: tuple[Reacted, ...] = ()
    mentions: tuple[User, ...] = ()
    reference: Reference | None = None
    forwarded_message: Any = None

    @property
    def is_message(self) -> bool:
        return self.type in _MESSAGES
