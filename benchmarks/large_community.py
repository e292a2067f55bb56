"""A simulated community of any size in a data folder of its own, brought in as a person would."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from qunli.simulation import preset, simulate
from qunli.simulation.export import write_csv

START = "from qunli.config.cli import main; main()"
PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from qunli.core.actor import system
from qunli.core.models import User
from qunli.domains.communities import facade as communities
user = User.objects.create_user("host@example.org")
communities.found_operator(actor=system(), user=user.id, name="The house")
communities.create_community(actor=communities.actor_of(user), name="Tea")
"""
DRAW = """
import time
import django; django.setup()
from qunli.config.registry import HANDLERS, TASKS
from qunli.core.models import Work
from qunli.core.worker import Worker
worker = Worker(HANDLERS, TASKS)
while worker.once() or Work.objects.filter(state="waiting", task="insight.draw").exists():
    time.sleep(0.2)
assert not Work.objects.filter(state="parked").exists()
"""


def made(data: Path, messages: int) -> dict[str, float]:
    """Seconds that making, importing and drawing took, each kept from the time it was done."""
    data.mkdir(parents=True, exist_ok=True)
    note, export = data / "made.json", data / "tea.csv"
    found: dict[str, float] = json.loads(note.read_text("utf-8")) if note.exists() else {}
    deeds: dict[str, Callable[[], object]] = {
        "simulate": lambda: _simulate(export, messages),
        "import": lambda: _import(data, export),
        "draw": lambda: run(DRAW),
    }
    for name in [name for name in deeds if name not in found]:
        start = time.perf_counter()
        deeds[name]()
        found[name] = round(time.perf_counter() - start, 1)
        note.write_text(json.dumps(found), "utf-8")
    export.unlink(missing_ok=True)
    return found


def _simulate(export: Path, messages: int) -> None:
    if not export.exists():
        partial = export.with_suffix(".partial")
        write_csv(simulate(preset("ten_million", messages=messages), 7), partial)
        partial.replace(export)


def _import(data: Path, export: Path) -> None:
    """Goes on where a run that was broken off ended."""
    if not (data / "qunli.sqlite3").exists():
        run(PREPARE)
    subprocess.run([sys.executable, "-c", START, "import", str(export), "--community", "Tea"], check=True)


def run(script: str) -> str:
    """What a Python script of its own prints."""
    return subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.strip()


def rows(database: Path) -> dict[str, int]:
    """How much the database holds."""
    tables = ("chat_message", "insight_memberday", "insight_tieday", "insight_portrait", "core_event")
    with sqlite3.connect(database) as connection:
        return {table: connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in tables}
