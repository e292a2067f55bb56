"""What many want at once is done together: one transaction and one commit for a batch.

Each caller waits for an answer, which comes after the commit. A thread of its own writes; while it commits, the next
batch gathers by itself, so that a lone wish waits for nobody and a thousand cost one commit.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from django.db import connection
from django.db.utils import Error

K = TypeVar("K", bound=Hashable)
W = TypeVar("W")
A = TypeVar("A")

MOST = 500
GATHER = 0.002
"""Seconds to wait for as much company as there was last time; whoever comes alone waits for nobody."""


class Together(Generic[K, W, A]):
    """One a process for each kind of wish. `take` does those about one thing in one transaction and answers each, in
    order. The thread begins with the first wish and ends with the process."""

    def __init__(self, name: str, take: Callable[[K, Sequence[W]], Sequence[A]]) -> None:
        self._name, self._do = name, take
        self._queue: SimpleQueue[tuple[K, W, Future[A]] | None] = SimpleQueue()
        self._begin = threading.Lock()
        self._thread: threading.Thread | None = None
        self._company = 1

    def submit(self, about: K, wish: W) -> Future[A]:
        """The answer comes when it is durable. An error of the database is the future's."""
        future: Future[A] = Future()
        self._queue.put((about, wish, future))
        if self._thread is None:
            self._start()
        return future

    def stop(self) -> None:
        """End the thread when it has done what waits."""
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _start(self) -> None:
        with self._begin:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()

    def _run(self) -> None:
        _be_durable()
        while True:
            batch, ended = self._gather()
            waiting: dict[K, list[tuple[W, Future[A]]]] = defaultdict(list)
            for about, wish, future in batch:
                waiting[about].append((wish, future))
            for about, theirs in waiting.items():
                self._take(about, theirs)
            if ended:
                connection.close()
                return

    def _gather(self) -> tuple[list[tuple[K, W, Future[A]]], bool]:
        """What waits, and whether it is the last."""
        batch: list[tuple[K, W, Future[A]]] = []
        one = self._queue.get()
        until = time.monotonic() + GATHER
        while one is not None:
            batch.append(one)
            if len(batch) == MOST:
                break
            patience = until - time.monotonic() if len(batch) < self._company else 0
            try:
                one = self._queue.get(timeout=max(0.0, patience))
            except Empty:
                break
        self._company = len(batch)
        return batch, one is None

    def _take(self, about: K, waiting: list[tuple[W, Future[A]]]) -> None:
        try:
            answers = self._do(about, [wish for wish, _ in waiting])
        except Exception as error:  # whatever it is, those who wait must learn of it
            if isinstance(error, Error):
                connection.close()
                _be_durable()
            if len(waiting) > 1:
                # One that the database will not have must not take the others with it.
                for one in waiting:
                    self._take(about, [one])
                return
            for _, future in waiting:
                future.set_exception(error)
            return
        for (_, future), answer in zip(waiting, answers, strict=True):
            future.set_result(answer)


def _be_durable() -> None:
    """On SQLite these commits wait for the disk: what is answered outlives a power cut."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
