"""The fields of Slack's export that are read."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Reacted(Struct, gc=False):
    name: str = ""
    count: int = 0
    users: tuple[str, ...] = ()


class Edited(Struct, gc=False):
    ts: str = ""


class File(Struct, gc=False):
    name: str | None = None
    mimetype: str | None = None


class Profile(Struct, gc=False):
    display_name: str | None = None
    real_name: str | None = None


class Row(Struct, gc=False):
    """A message or a notice."""

    ts: str
    type: str = "message"
    subtype: str | None = None
    user: str | None = None
    username: str | None = None
    bot_id: str | None = None
    bot_profile: Any = None
    user_profile: Profile | None = None
    text: str | None = ""
    thread_ts: str | None = None
    inviter: str | None = None
    reactions: tuple[Reacted, ...] = ()
    edited: Edited | None = None
    files: list[File | None] | None = None
    attachments: list[Any] | None = None


class User(Struct, gc=False):
    """An entry of users.json."""

    id: str
    name: str | None = None
    real_name: str | None = None
    profile: Profile | None = None
    is_bot: bool = False

    @property
    def called(self) -> str:
        profile = self.profile or Profile()
        return profile.display_name or profile.real_name or self.real_name or self.name or self.id


class Channel(Struct, gc=False):
    """An entry of channels.json or groups.json."""

    id: str
    name: str | None = None
