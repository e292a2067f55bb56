"""How fast messages are taken in and delivered: `python -m benchmarks.live --json OUT`.

(a) ten clients, one outstanding message each, acknowledged after the commit, without policies and with the standard
ones; (b) 2,000 open sockets in 20 groups at 200 messages a second, from sending to arrival at each listener, with the
standard policies. Server and load generator share the machine. With `--synapse` ten clients of matrix-synapse do in the
same run what ours do in (a); install it with `make synapse`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import psutil  # type: ignore[import-untyped]
import uvloop

from benchmarks.live_lines import Line, opened
from benchmarks.live_synapse import acknowledged_by_synapse

TALK = (
    "Who comes on Sunday?",
    "I bring the small kettle",
    "明天谁去河边",
    "水温刚好，七十度",
    "It rained here all day",
    "Thank you, that helped",
    "好的，我带两个杯子",
    "The second brew was better",
)
_ANSWERED = re.compile(rb'"t":"(ack|held|refused|retry)"[^}]*?"key":"([0-9a-f.-]+)"')
_ARRIVED = re.compile(rb'"t":"message"[^}]*?"key":"\d+:([0-9.]+)-')


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def acknowledged(port: int, seed: dict[str, Any], seconds: float, clients: int = 10) -> float:
    """Acknowledgements a second. Anything else than an acknowledgement ends the measurement."""
    group, counts, end = seed["groups"][0], [0] * clients, time.perf_counter() + seconds

    async def talk(number: int) -> None:
        answers: asyncio.Queue[bytes] = asyncio.Queue()

        def heard(data: bytes) -> None:
            for kind, key in _ANSWERED.findall(data):
                answers.put_nowait(key if kind == b"ack" else kind)

        line = await _listening(port, seed, 20 * number, heard)
        while time.perf_counter() < end:
            key = secrets.token_hex(8)
            _say(line, key, group, TALK[counts[number] % len(TALK)])
            answer = await asyncio.wait_for(answers.get(), 60)
            if answer.decode() != key:
                raise RuntimeError(f"{answer!r} instead of an acknowledgement")
            counts[number] += 1
        line.close()

    begun = time.perf_counter()
    await asyncio.gather(*(talk(number) for number in range(clients)))
    return sum(counts) / (time.perf_counter() - begun)


async def delivered(
    port: int, seed: dict[str, Any], sockets: int, rate: int, seconds: float, server: psutil.Process
) -> dict[str, float]:
    """Milliseconds from sending to each arrival, which travels in the message's key; and the server's CPU meanwhile."""
    waits: list[float] = []

    def heard(data: bytes) -> None:
        now = time.perf_counter()
        waits.extend(now - float(at) for at in _ARRIVED.findall(data))

    lines: list[Line] = []
    for start in range(0, sockets, 50):
        wanted = range(start, min(start + 50, sockets))
        lines += await asyncio.gather(*(_listening(port, seed, number, heard) for number in wanted))
    for number in range(20):  # whatever is made ready by the first message is not measured
        _say(lines[number], f"0.0-{secrets.token_hex(4)}", seed["groups"][number], TALK[0])
    await asyncio.sleep(5)
    waits.clear()
    before = server.cpu_times()
    begun = time.perf_counter()
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
        who = number % sockets
        key = f"{time.perf_counter():.6f}-{secrets.token_hex(4)}"
        _say(lines[who], key, seed["groups"][who % 20], TALK[number % len(TALK)])
    took = time.perf_counter() - begun
    await asyncio.sleep(3)
    after = server.cpu_times()
    cut = sum(line.lost for line in lines)
    p50, p99 = (float(np.percentile(waits or [np.nan], share)) * 1000 for share in (50, 99))
    expected = int(rate * seconds) * sockets / 20
    return {
        "p50_ms": p50, "p99_ms": p99, "sent_a_second": rate * seconds / took, "arrived": len(waits) / expected,
        "lines_cut": cut, "server_cpu_s": after.user + after.system - before.user - before.system,
    }  # fmt: skip


def main() -> None:
    """Prepare, serve, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", type=Path)
    options.add_argument("--sockets", type=int, default=2000)
    options.add_argument("--rate", type=int, default=200)
    options.add_argument("--seconds", type=float, default=15)
    options.add_argument("--synapse", action="store_true")
    given = options.parse_args()
    uvloop.install()
    found: dict[str, Any] = {"cores": os.cpu_count(), "load_average": os.getloadavg()[0]}
    with serving(200, "none") as (port, seed, _server):
        found["ten_clients_acks_a_second"] = asyncio.run(acknowledged(port, seed, given.seconds))
    if given.synapse:
        peer = asyncio.run(acknowledged_by_synapse(given.seconds, TALK))
        found |= {"synapse_acks_a_second": peer, "times_synapse": found["ten_clients_acks_a_second"] / peer}
    with serving(max(200, given.sockets), "standard") as (port, seed, server):
        found["ten_clients_acks_a_second_standard_policies"] = asyncio.run(acknowledged(port, seed, given.seconds))
        found["delivery"] = asyncio.run(delivered(port, seed, given.sockets, given.rate, given.seconds, server))
        found["server_mib"] = server.memory_info().rss / 2**20
    print(json.dumps(found, indent=2))
    if given.json:
        given.json.write_text(json.dumps(found, indent=2))


@contextmanager
def serving(members: int, policies: str) -> Iterator[tuple[int, dict[str, Any], psutil.Process]]:
    """A server as `qunli up` starts it, on a new database."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "QUNLI_DATA": folder, "DJANGO_SETTINGS_MODULE": "qunli.config.settings"}
        run = [sys.executable, "-m", "benchmarks.live_seed", str(members), policies]
        made = subprocess.run(run, env=environment, check=True, capture_output=True, text=True)
        seed, port = json.loads(made.stdout.splitlines()[-1]), free_port()
        run = [sys.executable, "-c", f"from qunli.config.serving import serve; serve('127.0.0.1', {port})"]
        server = subprocess.Popen(run, env=environment)
        try:
            asyncio.run(_reached(port))
            yield port, seed, psutil.Process(server.pid)
        finally:
            server.terminate()
            server.wait()


async def _reached(port: int) -> None:
    for _ in range(600):
        try:
            await asyncio.open_connection("127.0.0.1", port)
            return
        except OSError:
            await asyncio.sleep(0.2)


async def _listening(port: int, seed: dict[str, Any], number: int, heard: Any) -> Line:
    """One member's socket, listening to its group."""
    line = await opened(port, "/m/load/socket/", f"{seed['name']}={seed['cookies'][number]}", heard)
    line.say(json.dumps({"t": "listen", "group": seed["groups"][number % 20]}).encode())
    return line


def _say(line: Line, key: str, group: int, text: str) -> None:
    line.say(json.dumps({"t": "send", "key": key, "group": group, "text": text}).encode())


if __name__ == "__main__":
    main()
