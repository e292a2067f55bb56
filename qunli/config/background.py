"""What runs beside the pages: the worker, and the connections to chat platforms."""

from __future__ import annotations

import threading
import time

from django.conf import settings

from qunli.config.registry import HANDLERS, TASKS
from qunli.core.worker import Worker
from qunli.domains.chat import facade as chat


class Background:
    """Threads of the web process, or of a process of its own."""

    def __init__(self) -> None:
        self._worker = Worker(HANDLERS, TASKS, settings.LONG_WORK_AT_ONCE)
        self._runner = chat.Runner()
        self._threads = (
            threading.Thread(target=self._worker.run, name="worker", daemon=True),
            threading.Thread(target=self._runner.run, name="connections", daemon=True),
        )

    def start(self) -> None:
        """Begin; returns at once."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End soon; returns at once."""
        self._runner.stop()
        self._worker.stop()

    def is_alive(self) -> bool:
        """Whether anything still runs."""
        return any(thread.is_alive() for thread in self._threads)

    def join(self, timeout: float) -> None:
        """Wait for the end, so many seconds at most."""
        end = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(timeout=max(0.0, end - time.monotonic()))
