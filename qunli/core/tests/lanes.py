"""A worker at work, and long work that goes on until it is let go."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from qunli.core.models import Work
from qunli.core.work import Run, Task
from qunli.core.worker import Worker


def until(come: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not come():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.02)


@contextmanager
def working(*tasks: Task, long_at_once: int = 2) -> Iterator[Worker]:
    worker = Worker((), tasks, long_at_once)
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join(timeout=20)
        assert not thread.is_alive()


def state_of(task: str) -> list[str]:
    return list(Work.objects.filter(task=task).order_by("id").values_list("state", flat=True))


class Gate:
    """Long work that goes on until it is let go, and tells its steps meanwhile."""

    def __init__(self) -> None:
        self.open, self.begun = threading.Event(), threading.Semaphore(0)
        self.together = self.most_together = 0
        self._lock = threading.Lock()

    def run(self, run: Run) -> None:
        with self._lock:
            self.together += 1
            self.most_together = max(self.together, self.most_together)
        self.begun.release()
        try:
            while not self.open.wait(0.02):
                run.report("wait", 1, 2, 0.5)
        finally:
            with self._lock:
                self.together -= 1
