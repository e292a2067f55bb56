"""One try at a piece of background work: the hold on it, how far it is, and when to end early."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from qunli.core.lease import LEASE, LeaseLost
from qunli.core.models import Work

TELL_EVERY = 1.0
"""Seconds between two notes of how far the same step is."""


class AskPerson(Exception):
    """Trying again will not help; park the work and show it on the console."""


class HandBack(Exception):
    """Not done yet, and nothing is wrong: put the piece back in line, to be gone on with by whoever is free."""


@dataclass
class _Noted:
    doing: str = ""
    at: float = 0.0


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Run:
    """One try at a piece of work. `doing`: the step at which an earlier try broke off, empty at first."""

    id: int
    body: Mapping[str, Any]
    community: int
    attempts: int
    lease: str
    doing: str = ""
    stopping: Callable[[], bool] = _never
    _noted: _Noted = field(default_factory=_Noted, compare=False, repr=False)

    def renew(self) -> None:
        """Call between steps of long work. Raises `HandBack` when this worker is to end, `LeaseLost` when another one
        took over or somebody stopped the work."""
        if self.stopping():
            raise HandBack
        self.hold()

    def report(self, doing: str, step: int, of: int, share: float) -> None:
        """The same, and a note for whoever waits: `doing` names step `step` of `of`, `share` of which (0 to 1) is done.
        Never inside a transaction: others could not read it."""
        if self.stopping():
            raise HandBack
        now = time.monotonic()
        if doing == self._noted.doing and now - self._noted.at < TELL_EVERY:
            return
        self._noted.doing, self._noted.at = doing, now
        self._extend(doing=doing, step=step, steps=of, share=min(1.0, max(0.0, share)))

    def hold(self) -> None:
        """Say that this worker still lives. Raises `LeaseLost`."""
        self._extend()

    def _extend(self, **noted: Any) -> None:
        held = Work.objects.filter(id=self.id, lease=self.lease, state=Work.State.WAITING)
        if not held.update(leased_until=timezone.now() + LEASE, **noted):
            raise LeaseLost(f"work {self.id}")


@dataclass(frozen=True)
class Task:
    """`run` is given a `Run`; it may be called again after a crash and must then give the same result. `every` is a
    cron line (UTC) for work that comes round by itself. `long`: minutes rather than moments, so it is done beside short
    work and never in front of it. `outward`: it waits for servers elsewhere, and nothing here is to wait for those.
    `alone`: two at once in one community would do the same twice."""

    name: str
    run: Callable[[Run], None]
    every: str | None = None
    long: bool = False
    outward: bool = False
    alone: bool = False
