"""What many say at once is taken in together: one transaction and one commit for a batch.

Each caller waits for a receipt, which comes after the commit. A thread of its own writes; while it commits, the next
batch gathers by itself, so that a lone message waits for nobody and a thousand cost one commit.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from concurrent.futures import Future
from queue import Empty, SimpleQueue

from django.db import connection
from django.db.utils import Error

from qunli.core.actor import system
from qunli.domains.chat.operations.receive import Receipt, receive
from qunli.domains.chat.ports import Utterance

MOST = 500
GATHER = 0.002
"""Seconds to wait for as much company as there was last time; whoever speaks alone waits for nobody."""

Waiting = tuple[int, Utterance, Future[Receipt]]


class Writer:
    """One a process. The thread begins with the first message and ends with the process."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Waiting | None] = SimpleQueue()
        self._begin = threading.Lock()
        self._thread: threading.Thread | None = None
        self._company = 1

    def submit(self, community: int, said: Utterance) -> Future[Receipt]:
        """The receipt comes when the message is durable, or refused. An error of the database is the future's."""
        future: Future[Receipt] = Future()
        self._queue.put((community, said, future))
        if self._thread is None:
            self._start()
        return future

    def stop(self) -> None:
        """End the thread when it has taken in what waits."""
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _start(self) -> None:
        with self._begin:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="message-writer", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        _be_durable()
        while True:
            batch, ended = self._gather()
            for community, waiting in _by_community(batch).items():
                _take_in(community, waiting)
            if ended:
                connection.close()
                return

    def _gather(self) -> tuple[list[Waiting], bool]:
        """What waits, and whether it is the last."""
        batch: list[Waiting] = []
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


def _by_community(batch: list[Waiting]) -> dict[int, list[Waiting]]:
    found: dict[int, list[Waiting]] = defaultdict(list)
    for one in batch:
        found[one[0]].append(one)
    return found


def _take_in(community: int, waiting: list[Waiting]) -> None:
    try:
        receipts = receive(actor=system(community), batch=[said for _, said, _ in waiting])
    except Exception as error:  # whatever it is, those who wait must learn of it
        if isinstance(error, Error):
            connection.close()
            _be_durable()
        if len(waiting) > 1:
            # One that the database will not have must not take the others with it.
            for one in waiting:
                _take_in(community, [one])
            return
        for _, _, future in waiting:
            future.set_exception(error)
        return
    for (_, _, future), receipt in zip(waiting, receipts, strict=True):
        future.set_result(receipt)


def _be_durable() -> None:
    """On SQLite a commit of messages waits for the disk: what is acknowledged outlives a power cut."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


writer = Writer()
