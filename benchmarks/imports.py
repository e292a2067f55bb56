"""How long histories take to come in, and whether a killed import loses or doubles anything.

`uv run python -m benchmarks.imports --json OUT` measures, into SQLite and each in a process of its own:

- `telegram`: `qunli import` of a Telegram export of 400,000 messages (about 300 MB) beside chat-analytics (npm, 1.1.2)
  on the same file, and the same file a second time;
- `scaling`: simulated communities of 1, 3 and 10 million messages as plain CSV;
- `kills`: the Telegram export once more, killed with SIGKILL 20 times at random moments, then resumed.

Wall time is from start to exit; `cpu` is user and system time of the process. Memory as in `benchmarks.report`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import report
from qunli.simulation import preset, simulate
from qunli.simulation.export import write_csv

DATA = report.CACHE / f"imports-{os.getpid()}"
KILLS = 20
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
import django, json; django.setup()
from qunli.core import tenancy
from qunli.domains.chat.models import HistoryImport, Message, Movement
from qunli.domains.members.models import Identity
with tenancy.across_communities("a benchmark counts a database of its own"):
    one = HistoryImport.objects.order_by("-id").first()
    print(json.dumps({
        "messages": Message.objects.count(),
        "different": Message.objects.values("group", "external_id").distinct().count(),
        "movements": Movement.objects.count(), "identities": Identity.objects.count(), "state": one.state,
        "records": one.records, "messages_new": one.messages_new, "messages_known": one.messages_known,
    }))
"""


def main() -> None:
    """Run the parts asked for and write what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, required=True)
    parser.add_argument("--parts", default="telegram,scaling,kills")
    parser.add_argument("--messages", type=int, help="fewer messages in the Telegram export, to try it out")
    parser.add_argument("--sizes", default="1000000,3000000,10000000")
    parser.add_argument("--skip-peer", action="store_true", help="measure only Qunli")
    given = parser.parse_args()
    report.CACHE.mkdir(parents=True, exist_ok=True)
    os.environ |= {"QUNLI_DATA": str(DATA.resolve()), "DJANGO_SETTINGS_MODULE": "qunli.config.settings"}
    os.environ.pop("QUNLI_DATABASE_URL", None)
    found: dict[str, Any] = {"cores": os.cpu_count()}
    parts = given.parts.split(",")
    if "telegram" in parts:
        found["telegram"] = telegram(given.messages, given.skip_peer)
    if "scaling" in parts:
        found["scaling"] = [scaling(int(size)) for size in given.sizes.split(",")]
    if "kills" in parts:
        found["kills"] = kills(given.messages)
    shutil.rmtree(DATA, ignore_errors=True)
    given.json.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    print(json.dumps(found, indent=2))


def telegram(messages: int | None, skip_peer: bool) -> dict[str, Any]:
    """One Telegram export, into an empty database, and again."""
    export = report._export(messages)
    fresh()
    first, again = timed(importing(export)), timed(importing(export))
    found: dict[str, Any] = {"export_bytes": export.stat().st_size, "qunli": first, "again": again, "stored": counted()}
    if not skip_peer:
        found["chat_analytics"] = timed(report._peer(export))
        found["share_of_peer"] = round(first["seconds"] / found["chat_analytics"]["seconds"], 3)
    return found


def scaling(messages: int) -> dict[str, Any]:
    """A simulated community as plain CSV; `cpu_per_million` would be constant if time were linear in size."""
    export = report.CACHE / f"simulated-{messages}.csv"
    if not export.exists():
        partial = export.with_suffix(".partial")
        write_csv(simulate(preset("hearth_bakers", messages=messages), 7), partial)
        partial.replace(export)
    fresh()
    run = timed(importing(export))
    stored = counted()
    run["cpu_per_million"] = round(run["cpu"] / stored["messages"] * 1e6, 2)
    run["seconds_per_million"] = round(run["seconds"] / stored["messages"] * 1e6, 2)
    database = (DATA / "qunli.sqlite3").stat().st_size
    return {"export_bytes": export.stat().st_size, "database_bytes": database, "stored": stored, **run}


def kills(messages: int | None) -> dict[str, Any]:
    """20 readers killed at random moments. Whenever one reaches the end before that, what is stored is compared with
    what one undisturbed run stored, and an empty database is begun."""
    # A copy of its own: an export that is made anew meanwhile would rightly be read from its start.
    export = Path(shutil.copy(report._export(messages), report.CACHE / f"killed-{os.getpid()}.json"))
    fresh()
    seconds = report.measure(importing(export)).seconds
    undisturbed = counted()
    fresh()
    chance = random.Random(11)
    checkpoints: list[int] = []
    ends: list[dict[str, Any]] = []
    while len(checkpoints) < KILLS:
        if killed(importing(export), chance.uniform(0.2, 0.9) * seconds):
            checkpoints.append(counted().get("records", 0))
        else:
            ends.append(counted())
            fresh()
    report.measure(importing(export))
    ends.append(counted())
    export.unlink()
    exact = all(end == undisturbed for end in ends)
    return {"checkpoints_at_kills": checkpoints, "undisturbed": undisturbed, "ends": ends, "exact": exact}


def killed(command: list[str], after: float) -> bool:
    """Start reading, kill after so many seconds. False when it was done before."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    alive = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return alive and counted().get("state") != "done"


def fresh() -> None:
    """An empty database with one community."""
    shutil.rmtree(DATA, ignore_errors=True)
    subprocess.run([sys.executable, "-c", PREPARE], check=True)


def counted() -> dict[str, Any]:
    """What is stored now; nothing before the first import is on record."""
    said = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, text=True, check=False)
    return dict(json.loads(said.stdout)) if said.returncode == 0 else {}


def importing(export: Path) -> list[str]:
    """The command line as a person types it."""
    start = "from qunli.config.cli import main; main()"
    return [sys.executable, "-c", start, "import", str(export), "--community", "Tea"]


def timed(command: list[str]) -> dict[str, Any]:
    """Seconds, CPU seconds and memory of a run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = report.measure(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {**asdict(run), "cpu": round(cpu, 2)}


if __name__ == "__main__":
    main()
