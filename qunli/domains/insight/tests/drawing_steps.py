"""More than a year to draw a picture of, and the steps of drawing it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from qunli.analysis.judgements import leaving
from qunli.core import work
from qunli.core.actor import Actor
from qunli.core.models import Work
from qunli.core.work import Run
from qunli.domains.chat.tests.conftest import Bring
from qunli.domains.insight.tasks import TASKS
from qunli.domains.insight.tests.conftest import END, Line, write

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
