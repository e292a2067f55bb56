"""Drawing a picture says how far it is, can be stopped and begun again, and goes on where it was broken off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from qunli.analysis import engine
from qunli.analysis.judgements import leaving
from qunli.core import tenancy, work
from qunli.core.actor import Actor
from qunli.core.models import Event, Work
from qunli.core.refusals import Conflict, Forbidden
from qunli.core.work import Run
from qunli.domains.chat.tests.conftest import Bring
from qunli.domains.insight import facade as insight
from qunli.domains.insight.models import Bot, StaleDay, TieDay
from qunli.domains.insight.operations.publish import publish_accuracy
from qunli.domains.insight.operations.roll_up import roll_up
from qunli.domains.insight.operations.take_turn import TurnOver, begin_picture
from qunli.domains.insight.tasks import TASKS
from qunli.domains.insight.tests.conftest import END, Draw, Line, as_role, keeper, write

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("P6")]
STEPS = ["count", "programs", "conclude", "portray", "judge"]
MOMENTS = 4


class Killed(BaseException):
    """As if the process were gone: nothing can catch it and nothing is tidied up."""


def more_than_a_year() -> Iterator[Line]:
    """Six regulars, one evening a day, one of them gone half way: long enough to be judged at four moments."""
    for day in range(400):
        evening = END - timedelta(days=400 - day, hours=1)
        for turn in range(3):
            who = ("Ana", "Ben", "Cai", "Dee", "Eli", "Faye")[(day + turn) % (5 if day > 200 else 6)]
            yield evening + timedelta(minutes=3 * turn), who, f"Day {day}, thought {turn}"


@pytest.fixture
def brought(host: Actor, bring: Bring, tmp_path: Path) -> Actor:
    bring(write(tmp_path / "year.csv", more_than_a_year()))
    return host


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps that are told, in order."""
    told: list[str] = []
    report = Run.report

    def note(run: Run, doing: str, step: int, of: int, share: float) -> None:
        assert (STEPS[step - 1], of) == (doing, 5)
        assert 0 <= share <= 1
        if told[-1:] != [doing]:
            told.append(doing)
        report(run, doing, step, of, share)

    monkeypatch.setattr(Run, "report", note)
    return told


def at_step(monkeypatch: pytest.MonkeyPatch, wanted: str, deed: Callable[[], None]) -> None:
    """Have something happen when the drawing comes to a step for the first time."""
    report, done = Run.report, []

    def note(run: Run, doing: str, step: int, of: int, share: float) -> None:
        report(run, doing, step, of, share)
        if doing == wanted and not done:
            done.append(True)
            deed()

    monkeypatch.setattr(Run, "report", note)


def work_off() -> None:
    work.work_off({task.name: task for task in TASKS})


def lease_runs_out() -> None:
    Work.objects.filter(state="waiting").update(leased_until=timezone.now() - timedelta(seconds=1))


def judged(monkeypatch: pytest.MonkeyPatch, killed_at: int | None = None) -> list[int]:
    """The moments at which leaving is judged from now on; the process is gone at the one of this number."""
    moments: list[int] = []
    at = leaving.at

    def note(history: Any, cutoff: int, prior: Any = None) -> Any:
        moments.append(cutoff)
        if len(moments) == killed_at:
            raise Killed
        return at(history, cutoff, prior)

    from qunli.analysis import backtest

    judges = tuple(
        backtest.Judge(one.name, one.case, note if one.name == "leaving" else one.at, one.sum_up, one.latest)
        for one in backtest.JUDGES
    )
    monkeypatch.setattr(backtest, "JUDGES", judges)
    return moments


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


def test_killed_while_it_judges_the_past_it_goes_on_with_the_moments_that_are_left(
    brought: Actor, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = judged(monkeypatch, killed_at=3)
    insight.ask_for_picture(actor=brought)
    with pytest.raises(Killed):
        work_off()
    assert insight.picture(brought).found is not None
    assert insight.accuracy(brought) == []
    lease_runs_out()
    del steps[:]
    work_off()
    assert (len(before), len(set(before)), steps) == (MOMENTS + 1, MOMENTS, ["judge"])
    assert {one.name for one in insight.accuracy(brought)} == {
        "leaving", "rising", "receptive_hours", "life_cycle", "split",
    }  # fmt: skip


def test_killed_before_it_was_published_it_is_drawn_by_itself(brought: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def die() -> None:
        raise Killed

    at_step(monkeypatch, "portray", die)
    insight.ask_for_picture(actor=brought)
    with pytest.raises(Killed):
        work_off()
    assert insight.picture(brought).found is None
    lease_runs_out()
    work_off()
    assert insight.picture(brought).found is not None


def test_drawn_again_nothing_of_the_same_past_is_judged_again(
    brought: Actor, draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = judged(monkeypatch)
    draw(brought)
    rates = [(one.name, one.value, one.right, one.said) for one in insight.accuracy(brought)]
    assert len(moments) == MOMENTS
    draw(brought)
    assert len(moments) == MOMENTS
    assert [(one.name, one.value, one.right, one.said) for one in insight.accuracy(brought)] == rates


def test_a_past_that_changed_is_judged_anew_where_it_changed(
    brought: Actor, draw: Draw, bring: Bring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(brought)
    moments = judged(monkeypatch)
    bring(write(tmp_path / "late.csv", [(END - timedelta(days=40), "Ana", "Found this one later")]))
    draw(brought)
    assert len(moments) == 1  # the other moments' next ninety days were over by then


def test_whose_turn_is_over_publishes_nothing(brought: Actor) -> None:
    first = begin_picture(actor=keeper(brought))
    begin_picture(actor=keeper(brought))
    with pytest.raises(TurnOver):
        publish_accuracy(actor=keeper(brought), turn=first, as_of=0, judgements=[])
    assert not Event.objects.filter(kind="insight.ForecastsJudged").exists()


def test_what_was_counted_while_somebody_decided_who_is_a_bot_is_counted_again(
    brought: Actor, draw: Draw, bring: Bring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(brought)
    ana = insight.portraits(brought, insight.Wanted(text="Ana"))[0][0].person
    bring(write(tmp_path / "more.csv", [(END, "Ana", "One more")]))
    count, times = engine.channel_ties, []

    def decide_meanwhile(messages: Any) -> Any:
        times.append(len(times))
        if len(times) == 1:
            insight.decide_bot(actor=brought, person=ana, is_bot=True)
        return count(messages)

    monkeypatch.setattr(engine, "channel_ties", decide_meanwhile)
    while roll_up(actor=keeper(brought)).cells:
        pass
    with tenancy.within(brought.community or 0):
        identities = set(Bot.objects.values_list("identity", flat=True))
        assert not TieDay.objects.filter(author__in=identities).exists()
        assert not StaleDay.objects.exists()
    assert len(times) > 1
