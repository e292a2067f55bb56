"""Drawing a picture goes on where it was broken off, and judges no past twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from qunli.analysis import engine
from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.models import Event
from qunli.domains.chat.tests.conftest import Bring
from qunli.domains.insight import facade as insight
from qunli.domains.insight.models import Bot, StaleDay, TieDay
from qunli.domains.insight.operations.publish import publish_accuracy
from qunli.domains.insight.operations.roll_up import roll_up
from qunli.domains.insight.operations.take_turn import TurnOver, begin_picture
from qunli.domains.insight.tests.conftest import END, Draw, keeper, write
from qunli.domains.insight.tests.drawing_steps import (
    MOMENTS,
    Killed,
    at_step,
    brought,
    judged,
    lease_runs_out,
    steps,
    work_off,
)

__all__ = ["brought", "steps"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("P6"), pytest.mark.slow, pytest.mark.database]


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
