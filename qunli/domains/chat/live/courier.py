"""Messages that came or changed are read and handed to those who listen, beside the thread that takes new ones in: what
is acknowledged is durable, not yet delivered, and a crowd that listens does not slow down who speaks.

What gathers while the last messages were read is read together, so that delivery keeps pace by larger reads.
"""

from __future__ import annotations

import logging
import threading
from collections import defaultdict

from django.db import close_old_connections, connection

from qunli.core import tenancy
from qunli.domains.chat import conversation
from qunli.domains.chat.live import frames
from qunli.domains.chat.live.hub import hub

AT_ONCE = 200
"""Messages read by one query."""
_log = logging.getLogger(__name__)


class Courier:
    """One a process. The thread begins with the first message and ends with the process, or when `stop` is called."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[int, int], set[int]] = defaultdict(set)
        self._some = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopping = False

    def take(self, community: int, group: int, first: int, last: int) -> None:
        """Deliver the messages numbered from `first` to `last` of a group, as they are by then."""
        with self._some:
            self._waiting[community, group].update(range(first, last + 1))
            self._some.notify()
            if self._thread is None or not self._thread.is_alive():
                self._stopping = False
                self._thread = threading.Thread(target=self._run, name="message-courier", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End the thread when everything that waits is delivered."""
        with self._some:
            self._stopping = True
            self._some.notify()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _run(self) -> None:
        while True:
            with self._some:
                self._some.wait_for(lambda: self._waiting or self._stopping)
                taken, self._waiting = self._waiting, defaultdict(set)
            for (community, group), numbers in taken.items():
                _deliver(community, group, sorted(numbers))
            if self._stopping and not self._waiting:
                connection.close()
                return


def _deliver(community: int, group: int, numbers: list[int]) -> None:
    try:
        for start in range(0, len(numbers), AT_ONCE):
            with tenancy.within(community):
                said = conversation.numbered(group, numbers[start : start + AT_ONCE])
            hub.publish(group, [frames.message(one) for one in said])
    except Exception:  # whatever it was, the next messages are to be delivered
        _log.warning("Messages could not be delivered; lines ask again.", exc_info=True)
        close_old_connections()
        hub.lost()


courier = Courier()
