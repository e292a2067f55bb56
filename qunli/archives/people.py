"""Telling a stream once who somebody is, and again only when something about them has changed."""

from __future__ import annotations

from qunli.archives.records import Person

_KEPT = 500_000


class People:
    """Whom a stream has named so far. `name` after `meet` is what they were last called."""

    def __init__(self, platform: str) -> None:
        self._platform = platform
        self._met: dict[str, Person] = {}

    def __contains__(self, person: str) -> bool:
        return person in self._met

    def meet(self, person: str, name: str, *, handle: str | None = None, is_bot: bool = False) -> Person | None:
        """The record to emit before the next one that speaks of this person, or None when nothing is new."""
        before = self._met.get(person)
        if before is not None and before.name == name and before.handle == handle:
            return None
        if len(self._met) >= _KEPT:
            self._met.clear()
        now = Person(platform=self._platform, id=person, name=name, handle=handle, is_bot=is_bot)
        self._met[person] = now
        return now
