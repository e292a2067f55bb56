"""A real `qunli import` is killed in the middle, again and again."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from qunli.domains.chat.tests.exports import joined, said, telegram

pytestmark = [pytest.mark.row("G6"), pytest.mark.slow]

MESSAGES = 80_000
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
COUNT = """
import django; django.setup()
from qunli.core import tenancy
from qunli.domains.chat.models import HistoryImport, Message, Movement
from qunli.domains.members.models import Identity, Person
with tenancy.across_communities("the test looks at a database of its own"):
    one = HistoryImport.objects.get()
    print(Message.objects.count(), Message.objects.values("external_id").distinct().count(),
          Movement.objects.count(), Identity.objects.count(), Person.objects.count(),
          one.state, one.messages_new, one.messages_known, one.records)
"""


def test_killed_three_times_it_ends_with_exact_counts(tmp_path: Path) -> None:
    export = telegram(
        tmp_path / "result.json",
        [joined(0, 500), *(said(n, f"Text {n} " * 20, by=n % 400) for n in range(1, MESSAGES + 1))],
    )
    environment = {
        **os.environ,
        "QUNLI_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "qunli.config.settings",
    }
    environment.pop("QUNLI_DATABASE_URL", None)
    python = [sys.executable, "-c"]
    subprocess.run([*python, PREPARE], env=environment, check=True)
    command = [sys.executable, "-c", "from qunli.config.cli import main; main()", "import", str(export),
               "--community", "Tea"]  # fmt: skip
    chance = random.Random(5)
    for _ in range(3):
        reader = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        wait_until_reading(tmp_path / "data", reader)
        time.sleep(0.3 * chance.random())
        reader.send_signal(signal.SIGKILL)
        reader.wait()
    subprocess.run(command, env=environment, check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    counted = subprocess.run([*python, COUNT], env=environment, check=True, capture_output=True, text=True)
    assert counted.stdout.split() == [
        str(MESSAGES), str(MESSAGES), "1", "401", "401", "done", str(MESSAGES), "0", str(MESSAGES + 1 + 401 + 1),
    ]  # fmt: skip


def committed(data: Path) -> int:
    """Records that were committed so far."""
    with closing(sqlite3.connect(data / "qunli.sqlite3", timeout=30)) as database:
        found = database.execute("SELECT max(records) FROM chat_historyimport").fetchone()
    return found[0] or 0


def wait_until_reading(data: Path, reader: subprocess.Popen[bytes]) -> None:
    """Until one more batch was committed."""
    before, deadline = committed(data), time.monotonic() + 60
    while reader.poll() is None and committed(data) == before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert reader.poll() is None, "the reader was done before it could be killed"
