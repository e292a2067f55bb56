"""Many open one packet at the same moment, on a real database: at most once each, exactly, none over."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from qunli.core.actor import Actor
from qunli.core.refusals import Conflict
from qunli.domains.chat.tests.talk import Talker, admitted
from qunli.domains.red_packets import claiming
from qunli.domains.red_packets import facade as red_packets
from qunli.domains.red_packets.tests.conftest import at, given, sound

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("E3"), pytest.mark.database]


def all_at_once(deeds: list[object], threads: int) -> Counter[object]:
    def run(deed: object) -> object:
        try:
            return deed().fresh  # type: ignore[operator]
        except Conflict as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return Counter(pool.map(run, deeds))


@pytest.fixture
def crowd(host: Actor) -> list[Talker]:
    return [admitted(host, f"Member {number}") for number in range(12)]


def test_a_crowd_in_line_gets_each_share_once(
    host: Actor, hall: int, ann: Talker, crowd: list[Talker], monkeypatch: pytest.MonkeyPatch
) -> None:
    packet, line = given(ann, hall, 5_000, 8), claiming.Line()
    monkeypatch.setattr(claiming, "line", line)
    deeds = [lambda one=one: red_packets.open_packet(one.actor, packet) for one in crowd * 2]
    counted = all_at_once(deeds, 12)
    line.stop()
    assert counted[True] == 8
    assert counted[True] + counted[False] + counted["empty"] == 24
    sound(host, packet)
    assert at(host, f"packet:{packet}") == 0


def test_operations_that_race_are_as_exact(host: Actor, hall: int, ann: Talker, crowd: list[Talker]) -> None:
    packet = given(ann, hall, 5_000, 8)
    deeds = [lambda one=one: red_packets.claim(actor=one.actor, packet=packet) for one in crowd * 2]
    counted = all_at_once(deeds, 6)
    assert counted[True] == 8
    sound(host, packet)
    assert sum(at(host, f"member:{one.person}") for one in crowd) == 5_000
