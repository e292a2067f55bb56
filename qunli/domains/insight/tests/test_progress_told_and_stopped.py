"""Drawing a picture says how far it is, can be stopped and begun again."""

from __future__ import annotations

from pathlib import Path

import pytest

from qunli.core.actor import Actor
from qunli.core.models import Event
from qunli.core.refusals import Conflict, Forbidden
from qunli.domains.chat.tests.conftest import Bring
from qunli.domains.insight import facade as insight
from qunli.domains.insight.tests.conftest import END, Draw, as_role, write
from qunli.domains.insight.tests.drawing_steps import STEPS, at_step, brought, steps, work_off

__all__ = ["brought", "steps"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("P6")]


def test_every_step_is_told_and_then_nothing_is_under_way(brought: Actor, draw: Draw, steps: list[str]) -> None:
    insight.ask_for_picture(actor=brought)
    assert insight.drawing(brought).state == "waiting"
    work_off()
    assert steps == STEPS
    assert (insight.drawing(brought).state, insight.picture(brought).working) == ("idle", False)


def test_while_it_is_drawn_anybody_can_see_how_far_it_is(brought: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[insight.DrawingView] = []
    at_step(monkeypatch, "conclude", lambda: seen.append(insight.drawing(brought)))
    insight.ask_for_picture(actor=brought)
    work_off()
    (one,) = seen
    assert (one.state, one.doing, one.step, one.steps, one.share) == ("under_way", "conclude", 3, 5, 0)
    assert one.since is not None


@pytest.mark.slow
def test_stopped_between_steps_it_leaves_the_last_picture(
    brought: Actor, draw: Draw, bring: Bring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(brought)
    before = insight.picture(brought)
    bring(write(tmp_path / "more.csv", [(END, "Gus", "Hello from somebody new")]))
    insight.ask_for_picture(actor=brought)
    at_step(monkeypatch, "conclude", lambda: insight.stop_picture(actor=brought))
    work_off()
    assert insight.drawing(brought).state == "stopped"
    after = insight.picture(brought)
    assert (after.found, after.as_of, after.working) == (before.found, before.as_of, False)
    assert Event.objects.filter(kind="insight.PictureStopped").count() == 1
    insight.ask_for_picture(actor=brought)
    work_off()
    assert insight.drawing(brought).state == "idle"
    assert insight.portraits(brought, insight.Wanted(text="Gus"))[1] == 1


def test_who_stops_it_while_it_waits_has_it_never_begun(brought: Actor, steps: list[str]) -> None:
    insight.ask_for_picture(actor=brought)
    insight.stop_picture(actor=brought)
    work_off()
    assert (steps, insight.drawing(brought).state) == ([], "stopped")
    with pytest.raises(Conflict):
        insight.stop_picture(actor=brought)


def test_only_who_may_gather_stops_it(brought: Actor) -> None:
    insight.ask_for_picture(actor=brought)
    with pytest.raises(Forbidden):
        insight.stop_picture(actor=as_role(brought, "analyst"))
    assert insight.drawing(brought).state == "waiting"
