"""Two web processes on PostgreSQL: what one takes in, lines of the other hear."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from qunli.core.actor import Actor
from qunli.domains.chat.live import bus as buses
from qunli.domains.chat.live import delivery
from qunli.domains.chat.live.bus import Bus
from qunli.domains.chat.tests.talk import Talker, says, take_in

pytestmark = [pytest.mark.row("P5"), pytest.mark.slow]


def test_news_of_another_process_is_delivered_and_ones_own_is_not_twice(
    host: Actor, hall: int, ann: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("one process serves on SQLite; run with QUNLI_TEST_DATABASE=postgres")
    import time

    heard: list[delivery.News] = []
    monkeypatch.setattr(delivery, "deliver", heard.append)
    monkeypatch.setattr(buses, "AGAIN", 0.1)
    bus = Bus()
    bus.start()
    assert bus.listening.wait(10)
    take_in(host, says(ann, hall, "own"))
    own = [one for one in heard if one.group == hall]
    monkeypatch.setattr(delivery, "process", lambda: "another")
    connection.cursor().execute("SELECT pg_notify('qunli_live', 'nonsense')")
    take_in(host, says(ann, hall, "theirs"))
    end = time.monotonic() + 10
    monkeypatch.setattr(delivery, "process", lambda: "this")
    while len(heard) < 4 and time.monotonic() < end:
        time.sleep(0.05)
    bus.stop()
    assert (len(own), [(one.first, one.last) for one in heard if one.process == "another"]) == (1, [(2, 2), (2, 2)])


def test_a_process_has_a_name_of_its_own_after_a_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    before: Any = delivery.process()
    assert delivery.process() == before
    monkeypatch.setattr("os.getpid", lambda: 4711)
    assert delivery.process() != before
