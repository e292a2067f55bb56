"""How fast messages are taken in and delivered: `python -m benchmarks.live --json OUT`.

(a) ten clients, one outstanding message each, acknowledged after the commit; (b) 2,000 open sockets in 20 groups at 200
messages a second, from sending to arrival at each listener. Server and load generator share the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import websockets

SEED = """
import django; django.setup()
import json, sys
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import transaction
call_command("migrate", verbosity=0)
from qunli.core.actor import system
from qunli.core.models import User
from qunli.domains.chat import facade as chat
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
owner = User.objects.create_user("host@example.org", name="Host")
communities.found_operator(actor=system(), user=owner.id, name="House")
actor = communities.actor_of(owner)
host = communities.actor_in(actor, communities.create_community(actor=actor, name="Load"))
groups = [chat.open_group(actor=host, name=f"Group {n}") for n in range(20)]
cookies = []
with transaction.atomic():
    for n in range(int(sys.argv[1])):
        user = User(email=f"m{n}@example.org", name=f"M{n}"); user.set_unusable_password(); user.save()
        members.admit(actor=host, name=f"M{n}", user=user.id)
        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.id), "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create(); cookies.append(session.session_key)
print(json.dumps({"groups": groups, "cookies": cookies, "name": settings.SESSION_COOKIE_NAME}))
"""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def opened(port: int, seed: dict[str, Any], number: int) -> Any:
    """One member's socket, listening to its group."""
    line = await websockets.connect(
        f"ws://127.0.0.1:{port}/m/load/socket/",
        origin=f"http://127.0.0.1:{port}",  # type: ignore[arg-type]
        additional_headers={"Cookie": f"{seed['name']}={seed['cookies'][number]}"},
        compression=None,
        open_timeout=60,
        ping_interval=None,
    )
    await line.send(json.dumps({"t": "listen", "group": seed["groups"][number % 20]}))
    return line


async def acknowledged(port: int, seed: dict[str, Any], seconds: float, clients: int = 10) -> float:
    """Acknowledgements a second."""
    lines = [await opened(port, seed, 20 * number) for number in range(clients)]
    group, counts, end = seed["groups"][0], [0] * clients, time.perf_counter() + seconds

    async def talk(number: int) -> None:
        line = lines[number]
        while time.perf_counter() < end:
            key = secrets.token_hex(8)
            await line.send(json.dumps({"t": "send", "key": key, "group": group, "text": f"message {key} 水温"}))

            while f'"key":"{key}","seq"' not in str(await line.recv()):
                pass
            counts[number] += 1

    begun = time.perf_counter()
    await asyncio.gather(*(talk(number) for number in range(clients)))
    for line in lines:
        await line.close()
    return sum(counts) / (time.perf_counter() - begun)


async def delivered(port: int, seed: dict[str, Any], sockets: int, rate: int, seconds: float) -> dict[str, float]:
    """Milliseconds from sending to each arrival."""
    lines = []
    for start in range(0, sockets, 50):
        lines += await asyncio.gather(*(opened(port, seed, n) for n in range(start, min(start + 50, sockets))))
    waits: list[float] = []

    async def hear(line: Any) -> None:
        async for text in line:
            now = time.perf_counter()
            at = text.find('"text":"at ')
            while at >= 0:
                waits.append(now - float(text[at + 11 : text.index('"', at + 11)]))
                at = text.find('"text":"at ', at + 11)

    tasks = [asyncio.create_task(hear(line)) for line in lines]
    await asyncio.sleep(3)
    waits.clear()
    begun = time.perf_counter()
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
        who = number % sockets
        frame = {"t": "send", "key": secrets.token_hex(8), "group": seed["groups"][who % 20]}
        await lines[who].send(json.dumps(frame | {"text": f"at {time.perf_counter():.6f}"}))
    took = time.perf_counter() - begun
    await asyncio.sleep(3)
    for task in tasks:
        task.cancel()
    p50, p99 = (float(np.percentile(waits, share)) * 1000 for share in (50, 99))
    expected = int(rate * seconds) * sockets / 20
    return {"p50_ms": p50, "p99_ms": p99, "sent_a_second": rate * seconds / took, "arrived": len(waits) / expected}


def main() -> None:
    """Prepare, serve, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", type=Path)
    options.add_argument("--sockets", type=int, default=2000)
    options.add_argument("--seconds", type=float, default=15)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "QUNLI_DATA": folder, "DJANGO_SETTINGS_MODULE": "qunli.config.settings"}
        made = subprocess.run([sys.executable, "-c", SEED, str(max(200, given.sockets))], env=environment, check=True,
                              capture_output=True, text=True)  # fmt: skip
        seed, port = json.loads(made.stdout.splitlines()[-1]), free_port()
        run = ["-m", "uvicorn", "qunli.config.asgi:application", "--port", str(port), "--log-level", "warning"]
        server = subprocess.Popen([sys.executable, *run], env=environment)
        try:
            found = asyncio.run(_measure(port, seed, given.sockets, given.seconds))
        finally:
            server.terminate()
            server.wait()
    print(json.dumps(found, indent=2))
    if given.json:
        given.json.write_text(json.dumps(found, indent=2))


async def _measure(port: int, seed: dict[str, Any], sockets: int, seconds: float) -> dict[str, Any]:
    for _ in range(600):
        try:
            await asyncio.open_connection("127.0.0.1", port)
            break
        except OSError:
            await asyncio.sleep(0.2)
    ten = await acknowledged(port, seed, seconds)
    return {
        "ten_clients_acks_a_second": ten,
        "delivery": {"sockets": sockets, **await delivered(port, seed, sockets, 200, seconds)},
        "cores": os.cpu_count(),
        "load_average": os.getloadavg()[0],
    }


if __name__ == "__main__":
    main()
