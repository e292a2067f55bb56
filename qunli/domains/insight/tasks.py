"""Background work: keep the rollups current, draw the picture, judge it."""

from __future__ import annotations

from contextlib import suppress

from qunli.core.actor import Actor, system
from qunli.core.work import Run, Task
from qunli.domains.insight import decisions, drawing, judging, portraying, queries
from qunli.domains.insight.operations.ask import TASK
from qunli.domains.insight.operations.publish import publish, publish_accuracy
from qunli.domains.insight.operations.recognise_bots import recognise_bots
from qunli.domains.insight.operations.roll_up import roll_up
from qunli.domains.insight.operations.take_turn import TurnOver, begin_picture, end_picture

STEPS = ("count", "programs", "conclude", "portray", "judge")
"""What drawing goes through, by names that the console has words for."""


def draw(run: Run) -> None:
    """Roll up what is new, find the bots, draw conclusions, publish them, then judge them. Doing it again gives the
    same; broken off, it goes on: counting by days, judging by the moments of the past that are judged already."""
    with suppress(TurnOver):
        _draw(run, system(run.community))


def _draw(run: Run, actor: Actor) -> None:
    turn = begin_picture(actor=actor)
    published = run.doing == "judge"
    if not published:
        _count(run, actor, "count")
        _report(run, "programs", 0)
        if recognise_bots(actor=actor, found=drawing.behave_like_bots(actor)):
            _count(run, actor, "programs")
        _report(run, "conclude", 0)
    here = drawing.known(actor)
    if here is None or not here.past.member_days.height:
        end_picture(actor=actor, turn=turn)
        return
    if not published:
        findings = drawing.conclude(actor, here.past, lambda done: _report(run, "conclude", done))
        _report(run, "portray", 0)
        publish(
            actor=actor,
            turn=turn,
            as_of=here.past.end,
            findings=findings,
            columns=portraying.PORTRAIT_COLUMNS,
            portraits=drawing.portraits(actor, here),
        )
    end_picture(actor=actor, turn=turn)
    _report(run, "judge", 0)
    judgements = judging.judge(actor, here.past, lambda done: _report(run, "judge", done))
    publish_accuracy(actor=actor, turn=turn, as_of=here.past.end, judgements=judgements)


def _count(run: Run, actor: Actor, step: str) -> None:
    """As many group-days as wait now: those that an import touches meanwhile are counted for the picture that is asked
    for at its end."""
    cells, done, total = decisions.CELLS, 0, queries.days_to_count(actor)
    _report(run, step, 0)
    while done < total and (rolled := roll_up(actor=actor, cells=cells)).cells:
        cells = decisions.next_cells(rolled.cells, rolled.messages)
        done += rolled.cells
        _report(run, step, done / total)


def _report(run: Run, step: str, share: float) -> None:
    run.report(step, STEPS.index(step) + 1, len(STEPS), share)


TASKS = (Task(TASK, draw, long=True, alone=True),)
