"""Tell the worker in this process that there is something to do, so that it need not wait for its next look."""

from __future__ import annotations

import threading


class _Bell:
    """Counts how often it was rung, so that nobody misses a ring between looking and waiting."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.rings = 0

    def ring(self) -> None:
        with self._changed:
            self.rings += 1
            self._changed.notify_all()

    def wait(self, seconds: float, heard: int) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self.rings != heard, seconds)


_bell = _Bell()


def dispatcher() -> None:
    """There is a new event or a new piece of work."""
    _bell.ring()


def heard() -> int:
    """To be asked before looking for something to do, and given to `wait` when there was nothing."""
    return _bell.rings


def wait(seconds: float, since: int) -> None:
    """Sleep until woken, `seconds` at most; not at all when somebody rang since `heard` gave `since`."""
    _bell.wait(seconds, since)
