"""What the API says of live groups and messages."""

from __future__ import annotations

from typing import Any

from ninja import Schema


class GroupOut(Schema):
    """A group that is live here. `last_seq` is the number of its newest message; `welcomes`: newcomers are welcomed in
    it."""

    id: int
    name: str
    platform: str
    last_seq: int
    announcements_only: bool
    closed: bool
    welcomes: bool


class FileOut(Schema):
    """A file of a message; `token` is the unguessable part of its address, which only members may open."""

    token: str
    name: str
    kind: str
    size: int
    width: int | None
    height: int | None


class SaidOut(Schema):
    """A message. `seq` is its number in the group, `by` an identity, `person` whose that is; `at` and `edited` are ms
    UTC; a deleted one has no text."""

    group: int
    seq: int
    at: int
    by: int
    person: int
    name: str
    text: str
    kind: str
    card: dict[str, Any] | None
    reply: int | None
    reply_name: str
    reply_text: str
    mentions: list[int]
    files: list[FileOut]
    reactions: list[tuple[str, list[int]]]
    edited: int | None
    deleted: bool
    pinned: bool


class SaidPage(Schema):
    """Messages, oldest first."""

    items: list[SaidOut]


class SearchPage(Schema):
    """Messages, newest first; null `further` means there are no more."""

    said: list[SaidOut]
    further: int | None


class SentOut(Schema):
    """What became of it: its number and moment (ms UTC), or that it waits for a moderator, with the reason."""

    seq: int | None
    at: int | None
    held: bool
    sentence: str
