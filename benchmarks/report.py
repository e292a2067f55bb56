"""`qunli report` beside chat-analytics (npm, 1.1.2) on one Telegram export of 400,000 messages, in one run.

`uv run python -m benchmarks.report --json OUT` makes the export (about 300 MB, the simulated community `one_group`) and
installs chat-analytics under .cache/ the first time, then runs both on it, one after the other. Wall time is from start
to exit; memory is the highest sum of proportional set sizes of all processes of a run, sampled every 20 ms, and beside
it the largest resident set of any one process.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from qunli.simulation.export import FORMATS
from qunli.simulation.plan import preset
from qunli.simulation.world import simulate

CACHE = Path(".cache/benchmarks")
PEER = "chat-analytics@1.1.2"
SEED = 7
INTERVAL = 0.02


@dataclass(frozen=True)
class Run:
    """One run: wall time in seconds, peak memory of the process tree and of its largest process in MiB."""

    seconds: float
    tree_mib: float
    largest_mib: float


def main() -> None:
    """Run both and write what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, required=True)
    parser.add_argument("--messages", type=int, help="fewer messages, to try it out")
    parser.add_argument("--repeat", type=int, default=3, help="runs of qunli report; the median is taken")
    parser.add_argument("--skip-peer", action="store_true", help="measure only qunli report")
    given = parser.parse_args()
    CACHE.mkdir(parents=True, exist_ok=True)
    export = _export(given.messages)
    own = sorted((measure(_own(export)) for _ in range(given.repeat)), key=lambda run: run.seconds)[given.repeat // 2]
    found: dict[str, object] = {
        "messages": given.messages or preset("one_group").messages,
        "export_bytes": export.stat().st_size,
        "cores": os.cpu_count(),
        "qunli": asdict(own),
    }
    if not given.skip_peer:
        peer = measure(_peer(export))
        found |= {"chat_analytics": asdict(peer), "times_faster": round(peer.seconds / own.seconds, 1)}
    given.json.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    print(json.dumps(found, indent=2))


def measure(command: list[str]) -> Run:
    """Run a command to its end. Raises CalledProcessError when it fails."""
    peaks = {"tree": 0.0, "largest": 0.0}
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    watch = threading.Thread(target=_watch, args=(process, peaks))
    watch.start()
    _, said = process.communicate()
    seconds = time.perf_counter() - began
    watch.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=said)
    return Run(round(seconds, 2), round(peaks["tree"], 1), round(peaks["largest"], 1))


def _watch(process: subprocess.Popen[bytes], peaks: dict[str, float]) -> None:
    while process.poll() is None:
        shares, resident = zip(*(_memory(one) for one in _tree(process.pid)), strict=True)
        peaks["tree"] = max(peaks["tree"], sum(shares))
        peaks["largest"] = max(peaks["largest"], *resident)
        time.sleep(INTERVAL)


def _tree(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue
    return found


def _memory(pid: int) -> tuple[float, float]:
    """Proportional and resident set size in MiB; nothing when the process has just ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0, 0.0
    sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines[1:] if line.endswith("kB")}
    return sizes.get("Pss", 0.0), sizes.get("Rss", 0.0)


def _export(messages: int | None) -> Path:
    path = CACHE / f"telegram-{messages or 'full'}.json"
    if not path.exists():
        changes = {} if messages is None else {"messages": messages}
        partial = path.with_suffix(".partial.json")
        FORMATS["telegram"](simulate(preset("one_group", **changes), SEED), partial)
        partial.replace(path)
    return path


def _own(export: Path) -> list[str]:
    return [sys.executable, "-m", "qunli.reports", str(export), "--out", str(CACHE / "qunli.html")]


def _peer(export: Path) -> list[str]:
    folder = CACHE / "chat-analytics"
    command = folder / "node_modules" / ".bin" / "chat-analytics"
    if not command.exists():
        npm = shutil.which("npm")
        if npm is None:
            sys.exit("npm is needed to install chat-analytics; --skip-peer measures without it.")
        folder.mkdir(exist_ok=True)
        subprocess.run([npm, "install", "--prefix", str(folder), PEER], check=True, stdout=subprocess.DEVNULL)
    return [str(command), "-p", "telegram", "-i", str(export), "-o", str(CACHE / "chat-analytics.html")]


if __name__ == "__main__":
    main()
