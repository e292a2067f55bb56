"""A community with half a year of talk behind it, invented."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qunli.core import work
from qunli.core.actor import Actor, system
from qunli.core.models import Work
from qunli.domains.chat.tests.conftest import Bring, bring
from qunli.domains.insight import facade as insight
from qunli.domains.insight.tasks import TASKS
from qunli.domains.members.tests.conftest import as_role, host, stranger

__all__ = ["as_role", "bring", "host", "stranger"]

END = datetime(2026, 3, 31, 20, 0, tzinfo=UTC)
Line = tuple[datetime, str, str]
Draw = Callable[[Actor], None]


def half_a_year() -> Iterator[Line]:
    """Six regulars answer each other every evening; Faye falls silent six weeks before the end; Nia is new, asks, and
    nobody answers; the relay repeats whatever is said within a second, day and night."""
    regulars = ("Ana", "Ben", "Cai", "Dee", "Eli", "Faye")
    for day in range(180):
        evening = END - timedelta(days=180 - day, hours=1)
        for turn in range(8):
            who = regulars[(day * 3 + turn * 2 + turn // 3) % 6]
            if who == "Faye" and day > 135:
                who = "Ana"
            yield evening + timedelta(minutes=3 * turn), who, f"About the dough, day {day}, thought {turn}"
        for hour in range(24):
            yield evening + timedelta(hours=hour, seconds=1), "relay", "status ok"
    yield END - timedelta(hours=30), "Nia", "Hello! How warm should the proof be in winter?"


def write(path: Path, lines: Iterator[Line] | list[Line]) -> Path:
    """As a plain table that Qunli reads."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["time", "author", "text", "group"])
        for at, who, text in sorted(lines):
            rows.writerow([at.strftime("%Y-%m-%dT%H:%M:%SZ"), who, text, "Hearth"])
    return path


@pytest.fixture
def draw() -> Draw:
    """Draw the picture as the worker would."""

    def run(actor: Actor) -> None:
        insight.ask_for_picture(actor=actor)
        work.work_off({task.name: task for task in TASKS})
        assert not Work.objects.exclude(error="").exists()

    return run


@pytest.fixture
def drawn(host: Actor, bring: Bring, draw: Draw, tmp_path: Path) -> Actor:
    """The community with its history and its picture."""
    bring(write(tmp_path / "half-a-year.csv", half_a_year()))
    draw(host)
    return host


def keeper(actor: Actor) -> Actor:
    """The program at work in the same community."""
    return system(actor.community)
