"""The loop that delivers events and does background work, in a thread of the web process or in one of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from django.db import close_old_connections

from qunli.core import dispatch, wake, work

LOOK_EVERY = 2.0
"""Seconds between looks when nothing wakes the loop (work due later, or from another process)."""

log = logging.getLogger(__name__)


class Worker:
    """Runs until `stop()` is called; errors of the loop itself are logged and the loop goes on."""

    def __init__(self, handlers: Sequence[dispatch.Handler], tasks: Sequence[work.Task]) -> None:
        self._handlers = handlers
        self._tasks = {task.name: task for task in tasks}
        self._stopping = threading.Event()

    def run(self) -> None:
        """Block until stopped."""
        while not self._stopping.is_set():
            try:
                busy = self.once()
            except Exception:
                log.exception("the worker's loop stumbled; it goes on")
                busy = False
            close_old_connections()
            if not busy:
                wake.wait(LOOK_EVERY)

    def once(self) -> bool:
        """One round; true when there may be more to do at once."""
        work.enqueue_recurring(self._tasks.values())
        delivered = dispatch.dispatch(self._handlers)
        return bool(work.work_off(self._tasks, most=5)) or bool(delivered)

    def stop(self) -> None:
        """Finish the piece at hand and end."""
        self._stopping.set()
        wake.dispatcher()
