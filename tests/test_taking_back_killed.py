"""A real `qunli take-back` is killed in the middle, again and again."""

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
from qunli.domains.chat.tests.test_killed import PREPARE

pytestmark = [pytest.mark.row("G6"), pytest.mark.row("P6"), pytest.mark.slow]
RIGHT, WRONG, BOTH = 20_000, 60_000, 5_000
QUNLI = "from qunli.config.cli import main; main()"
COUNT = """
import django; django.setup()
from qunli.core import tenancy
from qunli.domains.chat.models import HistoryImport, Message, Movement, Origin, TouchedDay
from qunli.domains.members.models import Identity, Person
with tenancy.across_communities("the test looks at a database of its own"):
    wrong = HistoryImport.objects.order_by("-id").first()
    days = set(TouchedDay.objects.values_list("group_id", "day"))
    print(Message.objects.count(), Message.objects.values("external_id").distinct().count(),
          Movement.objects.count(), Identity.objects.count(), Person.objects.count(), wrong.state,
          wrong.taken_back, wrong.people_taken_back, Origin.objects.filter(history_import=wrong).count(), len(days))
"""


def test_killed_three_times_it_ends_with_what_only_the_other_history_brought(tmp_path: Path) -> None:
    right = [joined(0, 500), *(said(n, f"Text {n} " * 20, by=n % 300) for n in range(1, RIGHT + 1))]
    shared = right[-BOTH:]
    other = [said(n, f"Wrong {n} " * 20, by=300 + n % 200) for n in range(RIGHT + 1, RIGHT + 1 + WRONG)]
    files = telegram(tmp_path / "right.json", right), telegram(tmp_path / "wrong.json", [*shared, *other])
    data = tmp_path / "data"
    environment = {**os.environ, "QUNLI_DATA": str(data), "DJANGO_SETTINGS_MODULE": "qunli.config.settings"}
    environment.pop("QUNLI_DATABASE_URL", None)
    python = [sys.executable, "-c"]
    subprocess.run([*python, PREPARE], env=environment, check=True)
    for file in files:
        subprocess.run([*python, QUNLI, "import", str(file), "--community", "Tea"], env=environment, check=True)
    command = [*python, QUNLI, "take-back", "wrong.json", "--community", "Tea", "--yes"]
    chance = random.Random(5)
    for _ in range(3):
        taker = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        wait_until_taking(data, taker)
        time.sleep(0.1 * chance.random())
        taker.send_signal(signal.SIGKILL)
        taker.wait()
    assert 0 < gone(data) < WRONG
    ended = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    assert ended.stdout.splitlines()[-1] == "wrong.json: 60,000 messages and 200 people are gone."
    counted = subprocess.run([*python, COUNT], env=environment, check=True, capture_output=True, text=True)
    days = len({(1_700_000_000 + 60 * n) // 86_400 for n in range(1, RIGHT + WRONG + 1)})
    assert counted.stdout.split() == [
        str(RIGHT), str(RIGHT), "1", "301", "301", "taken_back", str(WRONG), "200", "0", str(days),
    ]  # fmt: skip


def gone(data: Path) -> int:
    """Messages that are gone by now."""
    with closing(sqlite3.connect(data / "qunli.sqlite3", timeout=30)) as database:
        return int(database.execute("SELECT max(taken_back) FROM chat_historyimport").fetchone()[0])


def wait_until_taking(data: Path, taker: subprocess.Popen[bytes]) -> None:
    """Until one more piece was committed."""
    before, deadline = gone(data), time.monotonic() + 60
    while taker.poll() is None and gone(data) == before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert taker.poll() is None, "it was done before it could be killed"
