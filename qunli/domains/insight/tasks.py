"""Background work: keep the rollups current, draw the picture, judge it."""

from __future__ import annotations

from qunli.core.actor import system
from qunli.core.work import Run, Task
from qunli.domains.insight import decisions, drawing, portraying
from qunli.domains.insight.operations.ask import begin_picture, end_picture
from qunli.domains.insight.operations.publish import publish, publish_accuracy
from qunli.domains.insight.operations.recognise_bots import recognise_bots
from qunli.domains.insight.operations.roll_up import roll_up


def draw(run: Run) -> None:
    """Roll up what is new, find the bots, draw conclusions, publish them, then judge them. Doing it again gives the
    same."""
    actor = system(run.community)
    begin_picture(actor=actor)
    _roll_up_all(run)
    if recognise_bots(actor=actor, found=drawing.behave_like_bots(actor)):
        _roll_up_all(run)
    run.renew()
    drawn = drawing.draw(actor)
    if drawn is None:
        end_picture(actor=actor)
        return
    publish(
        actor=actor,
        as_of=drawn.as_of,
        findings=drawn.findings,
        columns=portraying.PORTRAIT_COLUMNS,
        portraits=drawn.portraits,
    )
    end_picture(actor=actor)
    run.renew()
    publish_accuracy(actor=actor, as_of=drawn.as_of, judgements=drawing.judge(actor))


def _roll_up_all(run: Run) -> None:
    cells = decisions.CELLS
    while (rolled := roll_up(actor=system(run.community), cells=cells)).cells:
        cells = decisions.next_cells(rolled.cells, rolled.messages)
        run.renew()


TASKS = (Task("insight.draw", draw),)
