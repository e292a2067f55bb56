"""How quickly the console's pages come when ten million messages lie behind them.

`uv run python -m benchmarks.pages --json OUT` brings a simulated community (20,000 members, five groups, five years)
in by `qunli import`, has its picture drawn, and keeps the database under .cache/ for the next run. Then `qunli up`
serves it and one signed-in browser asks for each page, one request after the other on one connection, after three to
warm up. Times are from sending the request to the last byte, in milliseconds. Beside it `naive`: the same questions
answered by counting messages with SQL on the same database, which is what a page without rollups does.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.large_community import START, made, rows, run

TARGET = 100.0
"""Milliseconds that 95 of 100 requests must stay under."""
WARM_UP = 3
SIGN_IN = """
import django; django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from qunli.core.models import User
user = User.objects.get()
session = SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.id), user.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session.save()
print(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
"""
BY_WEEK = f"at / {7 * 86_400_000}"
SAID_BY = "FROM chat_message WHERE author_id = {busiest} GROUP BY 1"
NAIVE = {
    "active members by week (today)": f"SELECT {BY_WEEK}, COUNT(DISTINCT author_id) FROM chat_message GROUP BY 1",
    "hours (understand)": "SELECT at / 3600000 % 24, COUNT(*) FROM chat_message GROUP BY 1",
    "members by last message": "SELECT author_id, COUNT(*), MAX(at) AS last FROM chat_message GROUP BY 1"
    " ORDER BY last DESC LIMIT 50",
    "partners of the busiest (member)": f"SELECT to_id, COUNT(*) AS said {SAID_BY} ORDER BY said DESC LIMIT 8",
    "weeks of the busiest (member)": f"SELECT {BY_WEEK}, COUNT(*) {SAID_BY}",
}


def main() -> None:
    """Make what is missing, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, required=True)
    parser.add_argument("--messages", type=int, default=10_000_000)
    parser.add_argument("--requests", type=int, default=60, help="of each page")
    parser.add_argument("--skip-naive", action="store_true")
    given = parser.parse_args()
    data = (report.CACHE / f"pages-{given.messages}").resolve()
    os.environ |= {"QUNLI_DATA": str(data), "DJANGO_SETTINGS_MODULE": "qunli.config.settings"}
    os.environ.pop("QUNLI_DATABASE_URL", None)
    found: dict[str, Any] = {"cores": os.cpu_count(), "target_ms": TARGET, "made": made(data, given.messages)}
    database = data / "qunli.sqlite3"
    found |= {"database_bytes": database.stat().st_size, "rows": rows(database)}
    with serving() as port:
        browser = Browser(port, run(SIGN_IN))
        found["pages"] = [browser.asked(name, at, given.requests) for name, at in pages(database).items()]
    found["within_target"] = all(page["p95"] <= TARGET for page in found["pages"])
    if not given.skip_naive:
        found["naive"] = naive(database)
    given.json.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    print(json.dumps(found, indent=2))


@contextlib.contextmanager
def serving() -> Iterator[int]:
    """`qunli up` on a free port, as long as it is needed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen([sys.executable, "-c", START, "up", "--port", str(port)])
    try:
        _until_ready(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=60)


def _until_ready(port: int) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.2)
    raise SystemExit("qunli up did not come up")


def pages(database: Path) -> dict[str, str]:
    """Name and address of every page that shows a community."""
    with sqlite3.connect(database) as connection:
        ask = "SELECT person FROM insight_portrait WHERE is_bot = 0 ORDER BY messages DESC LIMIT 1 OFFSET ?"
        busiest, usual = (connection.execute(ask, [at]).fetchone()[0] for at in (0, 200))
        history = connection.execute("SELECT MAX(id) FROM chat_historyimport").fetchone()[0]
    tabs = ("stage", "people", "hours", "belonging", "questions", "right")
    at = {
        "today": "today/",
        "decided": "today/decided/",
        **{f"understand: {tab}": f"understand/{tab}/" for tab in tabs},
        "members": "gather/",
        "members, by messages": "gather/?order=-messages",
        "members, by name": "gather/?order=name",
        "members, may leave": "gather/?show=leaving&order=-leaving",
        "members, silent": "gather/?show=quiet",
        "members, found by name": "gather/?q=mar",
        "members, page 200": "gather/?page=200",
        "member, the busiest": f"gather/{busiest}/",
        "member, a usual one": f"gather/{usual}/",
        "same person?": "gather/same/",
        "imports": "gather/imports/",
        "one import": f"gather/imports/{history}/",
        "search": "search/?q=mar",
        "found": "found/",
    }
    return {name: f"/c/tea/{address}" for name, address in at.items()} | {
        "communities": "/communities/",
        "audit": "/settings/audit/",
        "background work": "/settings/background/",
    }


class Browser:
    """One signed-in browser on one connection."""

    def __init__(self, port: int, cookie: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self._headers = {"Cookie": cookie, "Accept-Encoding": "identity"}

    def asked(self, name: str, address: str, requests: int) -> dict[str, Any]:
        """Times of one page in milliseconds, and its size in bytes. Raises SystemExit for anything but a page."""
        times = []
        for number in range(WARM_UP + requests):
            start = time.perf_counter()
            self._connection.request("GET", address, headers=self._headers)
            response = self._connection.getresponse()
            body = response.read()
            if number >= WARM_UP:
                times.append(1000 * (time.perf_counter() - start))
            if response.status != 200:
                raise SystemExit(f"{address} answers {response.status}")
        times.sort()
        found = {"p50": round(statistics.median(times), 1), "p95": round(times[round(0.95 * (len(times) - 1))], 1)}
        print(f"{name:<28}{found['p50']:>8.1f}{found['p95']:>8.1f} ms", file=sys.stderr)
        return {"page": name, **found, "bytes": len(body)}


def naive(database: Path) -> list[dict[str, Any]]:
    """Each question twice, the second time counted: then the database's pages are in memory as far as they fit."""
    found = []
    with sqlite3.connect(database) as connection:
        for pragma in ("cache_size=-65536", "mmap_size=268435456", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        busiest = connection.execute(
            "SELECT author FROM insight_memberday GROUP BY 1 ORDER BY SUM(messages) DESC LIMIT 1"
        ).fetchone()[0]
        for question, sql in NAIVE.items():
            for _ in range(2):
                start = time.perf_counter()
                connection.execute(sql.format(busiest=busiest)).fetchall()
                took = 1000 * (time.perf_counter() - start)
            print(f"{question:<36}{took:>10.1f} ms", file=sys.stderr)
            found.append({"question": question, "ms": round(took, 1)})
    return found


if __name__ == "__main__":
    main()
