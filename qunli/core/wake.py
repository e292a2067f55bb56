"""Tell the worker in this process that there is something to do, so that it need not wait for its next look."""

from __future__ import annotations

import threading

_something = threading.Event()


def dispatcher() -> None:
    """There is a new event or a new piece of work."""
    _something.set()


def wait(seconds: float) -> None:
    """Sleep until woken, `seconds` at most."""
    _something.wait(seconds)
    _something.clear()
