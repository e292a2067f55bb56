"""Ids for platforms that have none, the same whenever the same lines are read again."""

from __future__ import annotations

import unicodedata
from collections import OrderedDict
from hashlib import blake2b

_REMEMBERED = 200_000
"""Messages among which equal ones are told apart. Equal messages carry the same time, so they stand close together."""


class MessageIds:
    """Derives message ids from (group, author, time, text) and the how-manieth equal message it is.

    Two exports of one chat that overlap give the messages they share the same ids.
    """

    def __init__(self, platform: str) -> None:
        self._seen: OrderedDict[bytes, int] = OrderedDict()
        self._platform = platform

    def of(self, group: str, author: str, at: int, text: str) -> str:
        said = "\x1f".join((self._platform, group, author, str(at), text)).encode("utf-8", "replace")
        key = blake2b(said, digest_size=12).digest()
        nth = self._seen.pop(key, 0)
        self._seen[key] = nth + 1
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return key.hex() if nth == 0 else f"{key.hex()}-{nth + 1}"


def person_by_name(name: str) -> str:
    """The id of somebody of whom only the name is known: the name itself, in one way of writing it."""
    return " ".join(unicodedata.normalize("NFC", name).split())
