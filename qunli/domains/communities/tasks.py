"""Background work: deleted communities go for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qunli.core.actor import system
from qunli.core.work import Run, Task
from qunli.domains.communities.operations.delete_community import TASK
from qunli.domains.communities.operations.erase_community import begin_erasing, erase_some, finish_erasing
from qunli.domains.communities.ports import Eraser


def erase_whole(community: int, erase_at: str, erasers: Sequence[Eraser], told: Callable[[int], None]) -> None:
    """Until nothing is left; `told` hears how many rows went in each step, and what it raises ends the erasing. Killed
    anywhere and called again, it goes on from there."""
    if not begin_erasing(actor=system(), community=community, erase_at=erase_at):
        return
    while True:
        gone = erase_some(actor=system(), community=community, erasers=erasers)
        if not gone and finish_erasing(actor=system(), community=community, erasers=erasers):
            return
        told(gone)


def erase_task(erasers: Sequence[Eraser]) -> Task:
    """The task, given the domains' erasers from the roof down."""

    def erase(run: Run) -> None:
        erase_whole(run.body["community"], run.body["erase_at"], erasers, lambda _gone: run.renew())

    return Task(TASK, erase, long=True)
