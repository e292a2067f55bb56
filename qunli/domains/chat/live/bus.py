"""What other web processes tell, on PostgreSQL: one connection a process that listens (PostgreSQL documentation, SQL
LISTEN)."""

from __future__ import annotations

import logging
import threading
from typing import Any

import msgspec
from django.db import close_old_connections, connection
from django.db.utils import Error

from qunli.domains.chat.live import delivery
from qunli.domains.chat.live.hub import hub

LOOK = 0.5
"""Seconds after which the listener looks whether it is to stop."""
AGAIN = 1.0
_log = logging.getLogger(__name__)
_decoder = msgspec.json.Decoder(delivery.News)


class Bus:
    """One a process. Begins nothing where there is nobody else to hear: SQLite serves one process."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self.listening = threading.Event()

    def start(self) -> None:
        """Listen from now on, in a thread of its own."""
        if connection.vendor == "postgresql" and self._thread is None:
            self._thread = threading.Thread(target=self._run, name="live-bus", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Hear nothing more."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _run(self) -> None:
        lost = False
        while not self._stopping.is_set():
            try:
                self._listen(lost)
            except Exception as error:  # a bus that stops would leave members deaf; whatever it was, listen again
                _log.warning("The live bus broke off and begins again: %s", error)
            self.listening.clear()
            lost = True
            self._stopping.wait(AGAIN)

    def _listen(self, lost: bool) -> None:
        import psycopg

        with psycopg.connect(**_parameters(), autocommit=True) as line:
            line.execute(f"LISTEN {delivery.CHANNEL}")
            self.listening.set()
            if lost:
                hub.lost()
            while not self._stopping.is_set():
                for notice in line.notifies(timeout=LOOK):
                    self._hear(notice.payload)

    def _hear(self, payload: str) -> None:
        try:
            delivery.heard(_decoder.decode(payload))
        except msgspec.MsgspecError:
            _log.warning("A notice on the live bus could not be read; it comes from another version.")
        except Error:
            _log.warning("A notice could not be delivered; lines ask again.", exc_info=True)
            close_old_connections()
            hub.lost()


def _parameters() -> dict[str, Any]:
    """As Django connects, without what is only for its own cursors."""
    given = connection.get_connection_params()
    return {name: value for name, value in given.items() if name not in ("cursor_factory", "context")}
