"""How quickly pages of a living community come: groups, search, directory, moderation.

`uv run python -m benchmarks.member_pages --json OUT` makes a community of 50,000 members who said 5,000,000 messages in
20 web groups, with 20,000 cases, and keeps it under .cache/ for the next run. Then `qunli up` serves it, and one member
and one operator ask for each page as `benchmarks.pages` does; p95 is to stay under 100 ms. Beside it `naive`: searching
the messages of a group by LIKE, which is what a page without an index of words does.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.living_seed import RARE
from benchmarks.pages import TARGET, Browser, serving


def main() -> None:
    """Make what is missing, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--members", type=int, default=50_000)
    parser.add_argument("--messages", type=int, default=5_000_000)
    parser.add_argument("--requests", type=int, default=60, help="of each page")
    given = parser.parse_args()
    data = (report.CACHE / f"living-{given.members}-{given.messages}").resolve()
    os.environ |= {"QUNLI_DATA": str(data), "DJANGO_SETTINGS_MODULE": "qunli.config.settings"}
    os.environ.pop("QUNLI_DATABASE_URL", None)
    seed = made(data, given.members, given.messages)
    found: dict[str, Any] = {"members": given.members, "messages": given.messages, "cores": os.cpu_count()}
    with serving() as port:
        for who, pages in addresses(seed).items():
            browser = Browser(port, seed[who])
            found[who] = [browser.asked(name, at, given.requests) for name, at in pages.items()]
    found["within_target"] = all(page["p95"] <= TARGET for who in ("member", "operator") for page in found[who])
    found["naive"] = naive(data / "qunli.sqlite3", seed["group"])
    if given.json:
        given.json.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    print(json.dumps(found, indent=2))


def made(data: Path, members: int, messages: int) -> dict[str, Any]:
    """What the seed says, kept from the time it was sown."""
    note = data / "seed.json"
    if not note.exists():
        data.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "benchmarks.living_seed", str(members), str(messages)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        note.write_text(done.stdout.splitlines()[-1], "utf-8")
    seed: dict[str, Any] = json.loads(note.read_text("utf-8"))
    return seed


def addresses(seed: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Pages by who asks for them."""
    group = f"/m/load/groups/{seed['group']}"
    return {
        "member": {
            "my communities": "/m/",
            "group": f"{group}/",
            "group, older": f"{group}/messages/?before={seed['middle']}",
            "group, what was missed": f"{group}/messages/?after={seed['middle']}",
            "group, search a common word": f"{group}/search/?q=kettle",
            "group, search in Chinese": f"{group}/search/?q=%E6%B2%B3%E8%BE%B9",
            "group, search a rare word": f"{group}/search/?q={RARE}",
            "pins": f"{group}/pins/",
            "directory": "/m/load/people/",
            "directory, page 500": "/m/load/people/?page=500",
            "directory, found": "/m/load/people/?q=violin",
            "directory, found by two words": "/m/load/people/?q=violin+lyon",
            "directory, nothing found": "/m/load/people/?q=nothing-like-it",
            "a member": f"/m/load/people/{seed['person']}/",
            "me": "/m/load/me/",
            "my cases": "/m/load/me/cases/",
            "public log": "/m/load/me/log/",
            "posts": "/m/load/posts/",
        },
        "operator": {
            "cases": "/c/load/govern/cases/",
            "cases, all": "/c/load/govern/cases/?state=all",
            "one case": f"/c/load/govern/cases/{seed['case']}/",
            "a person's cases": f"/c/load/govern/people/{seed['person']}/",
            "appeals": "/c/load/govern/appeals/",
            "log": "/c/load/govern/log/",
            "how the rules do": "/c/load/govern/learning/",
            "policies": "/c/load/govern/policies/",
            "posts": "/c/load/govern/posts/",
            "applications": "/c/load/gather/applications/",
            "newcomers": "/c/load/gather/newcomers/",
            "groups": "/c/load/gather/groups/",
            "who read the rules": "/c/load/found/rules/readers/",
        },
    }


def naive(database: Path, group: int) -> list[dict[str, Any]]:
    """Milliseconds of searching without an index; twice, the second time counted."""
    found = []
    with sqlite3.connect(database) as connection:
        for word in ("kettle", RARE):
            sql = "SELECT id FROM chat_message WHERE group_id = ? AND text LIKE ? ORDER BY id DESC LIMIT 30"
            for _ in range(2):
                start = time.perf_counter()
                connection.execute(sql, [group, f"%{word}%"]).fetchall()
                took = 1000 * (time.perf_counter() - start)
            found.append({"question": f"LIKE, {word}", "ms": round(took, 1)})
    return found


if __name__ == "__main__":
    main()
