"""Long work goes on beside short work, nothing is done twice, and who is told to end hands back what is at hand."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from qunli.core import care, work
from qunli.core.models import Work
from qunli.core.work import HandBack, Run, Task
from qunli.core.worker import Worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("P6")]


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


def test_told_to_end_a_worker_hands_long_work_back_and_the_next_one_goes_on() -> None:
    gate = Gate()
    task = Task("long", gate.run, long=True)
    with working(task):
        work.enqueue("long", {})
        until(lambda: Work.objects.filter(doing="wait").exists())
    row = Work.objects.get()
    assert (row.state, row.lease, row.leased_until, row.attempts, row.doing) == ("waiting", "", None, 0, "wait")
    gate.open.set()
    with working(task):
        until(lambda: state_of("long") == ["done"])


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


def test_a_dead_workers_piece_is_taken_up_when_its_lease_is_over() -> None:
    seen: list[str] = []
    tasks = {"long": Task("long", lambda run: seen.append(run.doing), long=True)}
    work.enqueue("long", {})
    later = timezone.now() + timedelta(seconds=30)
    Work.objects.update(lease="somebody", leased_until=later, doing="judge")
    assert work.work_off(tasks) == 0
    Work.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert work.work_off(tasks) == 1
    assert seen == ["judge"]


def test_what_was_withdrawn_ends_at_its_next_step_and_is_not_taken_up_again() -> None:
    gate = Gate()
    with working(Task("long", gate.run, long=True)):
        work.enqueue("long", {}, community=3)
        until(lambda: Work.objects.filter(doing="wait").exists())
        assert work.withdraw("long", 3) == 1
        until(lambda: gate.together == 0)
    assert state_of("long") == ["stopped"]
    assert not gate.open.is_set()


def test_work_that_hands_itself_back_lets_others_have_their_turn() -> None:
    order: list[str] = []

    def slow(run: Run) -> None:
        order.append("slow")
        if order.count("slow") < 3:
            raise HandBack

    tasks = {"slow": Task("slow", slow), "quick": Task("quick", lambda run: order.append("quick"))}
    work.enqueue("slow", {})
    work.enqueue("quick", {})
    work.work_off(tasks)
    assert order == ["slow", "quick", "slow", "slow"]
    assert state_of("slow") == ["done"]
