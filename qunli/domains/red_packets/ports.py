"""What red packets ask of others without knowing them: what members can have done to be given something."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from qunli.core.actor import Actor


class Deeds(Protocol):
    """Who did what. A deed has a name such as "poll:5", which whoever keeps it chooses."""

    def offered(self, actor: Actor, group: int) -> Sequence[tuple[str, str]]:
        """What can be asked for now in a group: names, and words for people."""
        ...

    def called(self, name: str) -> str:
        """Words for one, in the community entered; "" when it is gone."""
        ...

    def done(self, name: str, people: Collection[int], since: datetime) -> set[int]:
        """Who of `people` did it, in the community entered; what is done day by day counts from the day of `since`."""
        ...


class NoDeeds:
    """Nothing can be asked for; in force until the configuration names another."""

    def offered(self, actor: Actor, group: int) -> Sequence[tuple[str, str]]:
        """Nothing."""
        return ()

    def called(self, name: str) -> str:
        """Nothing has a name."""
        return ""

    def done(self, name: str, people: Collection[int], since: datetime) -> set[int]:
        """Nobody did anything."""
        return set()
