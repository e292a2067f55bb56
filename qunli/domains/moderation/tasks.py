"""Background work: carry sanctions out, rehearse, count activity."""

from __future__ import annotations

from qunli.core import work
from qunli.core.actor import system
from qunli.core.work import Run, Task
from qunli.domains.communities import facade as communities
from qunli.domains.moderation import punishing
from qunli.domains.moderation.operations import rehearse
from qunli.domains.moderation.operations.carry_out import carry_out
from qunli.domains.moderation.operations.count_activity import count_activity

COUNT = "moderation.count_activity"


def _carry_out(run: Run) -> None:
    carry_out(actor=system(run.community), sanction=int(run.body["sanction"]))


def _rehearse(run: Run) -> None:
    actor, number = system(run.community), int(run.body["rehearsal"])
    begun = rehearse.prepared(actor, number)
    if begun is None:
        return
    judge, after = begun
    read = 0
    while (at := rehearse.go_on(actor=actor, rehearsal=number, judge=judge, after=after)) is not None:
        after, read = at, read + rehearse.BATCH
        run.report("rehearse", 1, 1, min(1.0, read / rehearse.MOST))


def _count_everywhere(run: Run) -> None:
    for one in communities.every_community():
        work.enqueue(COUNT, {}, key=f"{COUNT}:{run.id}:{one}", community=one)


def _count(run: Run) -> None:
    count_activity(actor=system(run.community))


TASKS = (
    Task(punishing.TASK, _carry_out),
    Task(rehearse.TASK, _rehearse, long=True, alone=True),
    Task(COUNT, _count),
    Task("moderation.count_everywhere", _count_everywhere, every="23 1 * * *"),
)
