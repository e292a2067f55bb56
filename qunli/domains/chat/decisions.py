"""Pure: what a message becomes when it is read again, and which day it counts for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

DAY_MS = 86_400_000
ID_LIMIT = 300
NAME_LIMIT = 200
KINDS_LIMIT = 200
KEPT_FOR = timedelta(days=28)
"""How long an uploaded file that was stopped, refused or never arrived whole is kept."""
Reactions = list[list[Any]] | None
"""[[emoji, count, [identity id, ...]], ...]."""


@dataclass(frozen=True)
class Content:
    """What may change in a message after it was sent."""

    text: str
    edited_at: int | None
    reactions: Reactions
    attachments: str


def file_name(given: str) -> str:
    """A name to show and to save under: its last part, on one line, without what could mislead about its kind."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(one for one in " ".join(last.split()) if one.isprintable() and one not in "\u202a\u202b\u202d\u202e")
    stem, dot, ending = name.strip(". ").rpartition(".")
    if not dot or len(ending) > 12:
        return name.strip(". ")[: NAME_LIMIT // 2] or "file"
    return f"{stem[: NAME_LIMIT // 2]}.{ending}"


def day_of(at: int) -> int:
    """The UTC day (since 1970) of a moment in ms; right before 1970 too."""
    return at // DAY_MS


def newer(stored: Content, read: Content) -> Content | None:
    """What a stored message becomes when it is read again, or null when it stays as it is.

    What is read last is taken to be later, unless both know when they were edited and the stored edit is the later one.
    """
    if stored.edited_at is not None and read.edited_at is not None and read.edited_at < stored.edited_at:
        return None
    edited_at = read.edited_at if read.edited_at is not None else stored.edited_at
    becomes = Content(read.text, edited_at, read.reactions, read.attachments)
    return None if becomes == stored else becomes


def storable(text: str) -> str:
    """PostgreSQL stores no NUL; nobody misses one."""
    return text.replace("\x00", "") if "\x00" in text else text


def storable_id(external_id: str) -> str:
    """An id short enough for an index; an overlong one is its digest."""
    if len(external_id) <= ID_LIMIT and "\x00" not in external_id:
        return external_id
    external_id = storable(external_id)
    if len(external_id) <= ID_LIMIT:
        return external_id
    return "sha256:" + hashlib.sha256(external_id.encode()).hexdigest()


def storable_name(name: str) -> str:
    """One line, without what cannot be stored, cut to its limit."""
    return " ".join(storable(name).split())[:NAME_LIMIT]


def kinds(attachments: Sequence[str]) -> str:
    """Kinds of attachments, each once, separated by commas."""
    return ",".join(dict.fromkeys(attachments))[:KINDS_LIMIT] if attachments else ""


def addressee(reply_author: int | None, mentions: Sequence[str], identities: Mapping[str, int]) -> int | None:
    """Whom a message speaks to: the author of the message replied to, else the first person mentioned."""
    if reply_author is not None:
        return reply_author
    return identities[mentions[0]] if mentions else None


def kept_too_long(touched: datetime, now: datetime) -> bool:
    """Whether an uploaded file goes that was last written or read at `touched`."""
    return now - touched > KEPT_FOR
