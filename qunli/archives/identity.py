"""Ids for platforms that have none, the same whenever the same lines are read again."""

from __future__ import annotations

import unicodedata
from hashlib import blake2b

_REMEMBERED = 16_000
"""Messages among which equal ones are told apart. Equal messages carry the same time, so they stand close together; a
memory that fits into a processor's cache makes ids half as dear."""


class MessageIds:
    """Derives message ids from (group, author, time, text) and the how-manieth equal message it is.

    Two exports of one chat that overlap give the messages they share the same ids.
    """

    def __init__(self, platform: str) -> None:
        self._platform = platform
        self._group: str | None = None
        self._started = blake2b(digest_size=12)
        self._young: dict[str, int] = {}
        self._old: dict[str, int] = {}

    def of(self, group: str, author: str, at: int, text: str) -> str:
        if group != self._group:
            self._group = group
            start = f"{self._platform}\x1f{group}\x1f".encode("utf-8", "replace")
            self._started = blake2b(start, digest_size=12)
        said = self._started.copy()
        said.update(f"{author}\x1f{at}\x1f{text}".encode("utf-8", "replace"))
        key = said.hexdigest()
        before = self._young.get(key) or self._old.get(key, 0)
        self._young[key] = before + 1
        if len(self._young) > _REMEMBERED:
            self._old, self._young = self._young, {}
        return f"{key}-{before + 1}" if before else key


def person_by_name(name: str) -> str:
    """The id of somebody of whom only the name is known: the name itself, in one way of writing it."""
    return " ".join(unicodedata.normalize("NFC", name).split())
