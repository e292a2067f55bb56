"""Who is behind a nick. IRC knows no people, only nicks, which anybody may take and change.

A nick that nobody has had before, taken by a change of nick, goes on being the person who changed. A nick that was seen
before stands for whom it stood for. A nick that came by a change and joins from another address is somebody else's.
"""

from __future__ import annotations

from functools import lru_cache

from qunli.archives.people import People
from qunli.archives.records import Person

_KEPT = 500_000
_SAME = str.maketrans("[]\\~", "{}|^")


@lru_cache(maxsize=1 << 14)
def key_of(nick: str) -> str:
    """The nick as servers compare it: small, and with []\\~ as {}|^ (RFC 1459, section 2.2)."""
    return nick.translate(_SAME).casefold()


class Nicks:
    """The nicks of one channel."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._persons: dict[str, str] = {}
        self._taken: dict[str, str] = {}
        self._masks: dict[str, str] = {}
        self.news: list[Person] = []
        """Persons to tell the stream of before the next record."""

    def of(self, nick: str) -> str:
        """The person who uses a nick now."""
        person = self._persons.get(nick)
        return self._meet(nick) if person is None else person

    def known(self, nick: str) -> str | None:
        """The person who uses a nick that was seen in this channel before."""
        return self._persons.get(nick) or self._persons.get(key_of(nick))

    def joined(self, nick: str, mask: str | None) -> str:
        """Somebody has come in under a nick, from an address."""
        key = key_of(nick)
        person = self._taken.get(key)
        if person is not None and mask and self._masks.get(person, mask) != mask:
            del self._taken[key]
            self._forget(nick)
        person = self.of(nick)
        if mask and len(self._masks) < _KEPT:
            self._masks[person] = mask
        return person

    def changed(self, old: str, new: str) -> None:
        """Somebody has taken another nick."""
        person, key = self.of(old), key_of(new)
        if key not in self._persons and len(self._taken) < _KEPT:
            self._taken[key] = person
        self._forget(new)
        self._meet(new)

    def _meet(self, nick: str) -> str:
        key = key_of(nick)
        person = self._taken.get(key, key)
        if len(self._persons) >= _KEPT:
            self._persons.clear()
        self._persons[nick] = self._persons[key] = person
        if (new := self._people.meet(person, nick, handle=nick)) is not None:
            self.news.append(new)
        return person

    def _forget(self, nick: str) -> None:
        self._persons.pop(nick, None)
