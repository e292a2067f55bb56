"""Long work goes on beside short work, and nothing is done twice."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection

from qunli.core import care, work
from qunli.core.models import Work
from qunli.core.tests.lanes import Gate, state_of, until, working
from qunli.core.work import Run, Task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("P6")]


def test_short_work_is_done_while_long_work_goes_on() -> None:
    gate, done = Gate(), threading.Event()
    with working(Task("long", gate.run, long=True), Task("short", lambda run: done.set())):
        work.enqueue("long", {})
        assert gate.begun.acquire(timeout=10)
        work.enqueue("short", {})
        assert done.wait(10)
        until(lambda: state_of("short") == ["done"])
        assert state_of("long") == ["waiting"]
        gate.open.set()
        until(lambda: state_of("long") == ["done"])


def test_what_is_under_way_and_what_waits_can_be_seen() -> None:
    gate = Gate()
    with working(Task("long", gate.run, long=True), long_at_once=1):
        work.enqueue("long", {}, community=7)
        work.enqueue("long", {}, community=7)
        work.enqueue("long", {}, community=8)
        until(lambda: [one.doing for one in care.under_way({7})] == ["wait"])
        (one,) = care.under_way({7})
        waiting, count = care.waiting({7})
        assert (one.what, one.step, one.steps, one.share) == ("long", 1, 2, 0.5)
        assert ([piece.community for piece in waiting], count) == ([7], 1)
        gate.open.set()
        until(lambda: state_of("long") == ["done"] * 3)
    assert care.under_way({7, 8}) == []


def test_one_community_has_one_at_a_time_of_work_that_is_to_be_alone() -> None:
    gate = Gate()
    with working(Task("draw", gate.run, long=True, alone=True), long_at_once=3):
        for community in (1, 1, 1, 2):
            work.enqueue("draw", {}, community=community)
        until(lambda: gate.together == 2)
        time.sleep(0.3)
        assert {one.community for one in care.under_way({1, 2})} == {1, 2}
        assert gate.most_together == 2
        gate.open.set()
        until(lambda: state_of("draw") == ["done"] * 4)


def test_several_workers_do_every_piece_once() -> None:
    done: list[int] = []
    lock = threading.Lock()

    def note(run: Run) -> None:
        with lock:
            done.append(run.body["number"])

    tasks = {"race": Task("race", note, long=True)}
    for number in range(40):
        work.enqueue("race", {"number": number})

    def race() -> None:
        try:
            while work.work_off(tasks, most=3) or Work.objects.filter(state="waiting").exists():
                pass
        finally:
            connection.close()

    racers = [threading.Thread(target=race) for _ in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(timeout=60)
    assert sorted(done) == list(range(40))
    assert state_of("race") == ["done"] * 40


def test_a_piece_of_work_to_be_alone_is_never_begun_twice_in_a_race() -> None:
    most, together, lock = [0], [0], threading.Lock()

    def run(one: Run) -> None:
        with lock:
            together[0] += 1
            most[0] = max(most[0], together[0])
        time.sleep(0.02)
        with lock:
            together[0] -= 1

    tasks = {"draw": Task("draw", run, long=True, alone=True)}
    for _ in range(10):
        work.enqueue("draw", {}, community=5)

    def race() -> None:
        try:
            while Work.objects.filter(state="waiting").exists():
                work.work_off(tasks, most=1)
        finally:
            connection.close()

    racers = [threading.Thread(target=race) for _ in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(timeout=60)
    assert most == [1]
    assert state_of("draw") == ["done"] * 10
