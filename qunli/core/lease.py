"""How a worker holds on to its piece of work, and how others learn that it died."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, connection

LEASE = timedelta(minutes=1)
HEARTBEAT = 15.0
"""Seconds between renewals of a lease."""


class LeaseLost(Exception):
    """Another worker took this work over, or it was taken away: stop at once, write nothing more."""


@contextmanager
def kept_alive(renew: Callable[[], None]) -> Iterator[None]:
    """Renew a lease while the work goes on, however long one step of it takes; `renew` raises `LeaseLost`."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(HEARTBEAT):
            try:
                renew()
            except LeaseLost:
                return
            except DatabaseError:
                continue  # the database is busy with the work itself; the next beat will do
            finally:
                connection.close()

    thread = threading.Thread(target=beat, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=5)
