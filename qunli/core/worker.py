"""The loops that deliver events and do background work, in threads of the web process or in one of its own."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence

from django.db import close_old_connections, connections

from qunli.core import dispatch, wake, work

LOOK_EVERY = 2.0
"""Seconds between looks when nothing wakes a loop (work due later, or from another process)."""
PATIENCE = 15.0
"""Seconds that long work is given to come to the end of a step; after that its lease runs out and another worker, or
this one when it is started again, goes on with it."""

log = logging.getLogger(__name__)


class Worker:
    """Runs until `stop()` is called; errors of the loops themselves are logged and they go on.

    One loop hands events to handlers, keeps the schedule and does short work; `long_at_once` others do long work, so
    that nothing short ever waits for an import; one more asks servers elsewhere, so that nothing waits for those.
    """

    def __init__(self, handlers: Sequence[dispatch.Handler], tasks: Sequence[work.Task], long_at_once: int = 2) -> None:
        self._handlers = handlers
        self._recurring = [task for task in tasks if task.every]
        self._short = {task.name: task for task in tasks if not task.long and not task.outward}
        self._outward = {task.name: task for task in tasks if task.outward}
        self._long = {task.name: task for task in tasks if task.long}
        self._long_at_once = long_at_once
        self._stopping = threading.Event()

    def run(self) -> None:
        """Block until stopped."""
        beside = [
            threading.Thread(target=self._loop, args=(self._do_long,), name=f"long work {number}", daemon=True)
            for number in range(self._long_at_once)
        ]
        beside.append(threading.Thread(target=self._loop, args=(self._do_outward,), name="outward work", daemon=True))
        for thread in beside:
            thread.start()
        self._loop(self._do_short)
        end = time.monotonic() + PATIENCE
        for thread in beside:
            thread.join(timeout=max(0.0, end - time.monotonic()))

    def once(self) -> bool:
        """One round of everything, in this thread; true when there may be more to do at once."""
        done = (self._do_short(), self._do_outward(), self._do_long())
        return any(done)

    def stop(self) -> None:
        """End soon: short work is finished, long work is handed back at its next step."""
        self._stopping.set()
        wake.dispatcher()

    def _loop(self, look: Callable[[], bool]) -> None:
        try:
            self._look_again_and_again(look)
        finally:
            connections.close_all()

    def _look_again_and_again(self, look: Callable[[], bool]) -> None:
        while not self._stopping.is_set():
            heard = wake.heard()
            try:
                busy = look()
            except Exception:
                log.exception("the worker's loop stumbled; it goes on")
                busy = False
            close_old_connections()
            if not busy and not self._stopping.is_set():
                wake.wait(LOOK_EVERY, heard)

    def _do_short(self) -> bool:
        work.enqueue_recurring(self._recurring)
        delivered = dispatch.dispatch(self._handlers)
        return bool(work.work_off(self._short, most=5)) or bool(delivered)

    def _do_outward(self) -> bool:
        return bool(work.work_off(self._outward, most=5, stopping=self._stopping.is_set))

    def _do_long(self) -> bool:
        return bool(work.work_off(self._long, most=1, stopping=self._stopping.is_set))
