"""Who is told to end hands back what is at hand; what a dead worker held is taken up, what was withdrawn is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from qunli.core import work
from qunli.core.models import Work
from qunli.core.tests.lanes import Gate, state_of, until, working
from qunli.core.work import HandBack, Run, Task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("P6")]


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
