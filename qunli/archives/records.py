"""What every chat export is read into: one stream of these records, whatever the platform.

Times are whole milliseconds since 1970-01-01 UTC. Ids are the platform's own where it has any, as text; where it has
none they are derived from what the export says, so that reading the same lines again gives the same ids.
A stream may mention a person or group many times; the last mention is the truest.
"""

from __future__ import annotations

from msgspec import Struct


class Person(Struct, frozen=True, kw_only=True):
    """Somebody who wrote, joined, left or was addressed."""

    platform: str
    id: str
    name: str
    handle: str | None = None
    is_bot: bool = False


class Group(Struct, frozen=True, kw_only=True):
    """A room of the chat: a group, channel or stream."""

    platform: str
    id: str
    name: str


class Reaction(Struct, frozen=True, kw_only=True):
    """One emoji on one message. `people` holds the ids the export names, which may be fewer than `count`."""

    emoji: str
    count: int
    people: tuple[str, ...] = ()


class Message(Struct, frozen=True, kw_only=True):
    """Something said. `author`, `mentions` are person ids; `reply_to` is a message id of the same group."""

    id: str
    group: str
    author: str
    at: int
    text: str
    topic: str | None = None
    reply_to: str | None = None
    mentions: tuple[str, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    edited_at: int | None = None
    attachments: tuple[str, ...] = ()
    """Kinds only: image, video, audio, file, sticker, link, location, contact, poll, call, other."""


class Joined(Struct, frozen=True, kw_only=True):
    """A person came into a group, by themselves or brought by another."""

    group: str
    person: str
    at: int
    by: str | None = None


class Left(Struct, frozen=True, kw_only=True):
    """A person left a group by themselves."""

    group: str
    person: str
    at: int


class Removed(Struct, frozen=True, kw_only=True):
    """A person was taken out of a group by another."""

    group: str
    person: str
    at: int
    by: str | None = None


class Skipped(Struct, frozen=True, kw_only=True):
    """A piece of the export that could not be read: why, and where. `unit` is "line" or "byte", `position` counts
    lines from 1 and bytes from 0; `file` names the member of a folder or zip, or the export itself."""

    reason: str
    file: str
    position: int
    unit: str
    excerpt: str = ""


Record = Person | Group | Message | Joined | Left | Removed | Skipped
