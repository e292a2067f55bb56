"""The fields of Telegram Desktop's JSON that are read (its export_output_json.cpp writes them)."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

Id = str | int | None


class Entity(Struct, gc=False):
    text: str = ""
    type: str = ""
    user_id: int | None = None


class Recent(Struct, gc=False):
    from_id: Id = None
    name: str | None = field(name="from", default=None)


class Reacted(Struct, gc=False):
    count: int = 0
    emoji: str | None = None
    type: str = ""
    recent: tuple[Recent, ...] = ()


class Row(Struct, gc=False):
    """A message or a service notice."""

    id: int
    type: str
    date_unixtime: str | int | None = None
    date: str | None = None
    edited_unixtime: str | int | None = None
    name: str | None = field(name="from", default=None)
    from_id: Id = None
    text: str | list[str | Entity] | None = ""
    reply_to_message_id: int | None = None
    reply_to_peer_id: Id = None
    reactions: tuple[Reacted, ...] = ()
    photo: str | None = None
    media_type: str | None = None
    file: str | None = None
    mime_type: str | None = None
    contact_information: Any = None
    location_information: Any = None
    poll: Any = None
    actor: str | None = None
    actor_id: Id = None
    action: str | None = None
    inviter: str | None = None
    members: tuple[str | None, ...] = ()
    title: str | None = None


def person_id(value: Id) -> str | None:
    """A person's id as later exports write it. Exports of 2020 wrote a number with the kind in its upper half
    (1 << 32 for users, 2 << 32 for chats), earlier ones the bare number of a user."""
    if not isinstance(value, int):
        return value
    kind, bare = value >> 32, value & 0xFFFFFFFF
    if kind == 1:
        return f"user{bare}"
    return f"channel{bare}" if kind == 2 else f"user{value}"
