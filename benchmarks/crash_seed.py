"""A community for `benchmarks.crashes`: four web groups, one of them bridged to a webhook's group, and members.

`python -m benchmarks.crash_seed ADDRESS SECRET MEMBERS` prints what the load needs, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import django

WARNED, BANNED = "kettlesteam", "kettlesmoke"
"""Who says the first is warned, who says the second is banned."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qunli.config.settings")
    django.setup()
    print(json.dumps(seed(sys.argv[1], sys.argv[2], int(sys.argv[3]))))


def seed(address: str, secret: str, members_wanted: int) -> dict[str, Any]:
    """As `live_seed.seed`, with the hook's path and the group that is bridged to it."""
    import msgspec

    from benchmarks.live_seed import found, sign_in
    from qunli.core import tenancy
    from qunli.domains.chat import facade as chat
    from qunli.domains.chat.models import Connection
    from qunli.domains.chat.operations.connect import connect
    from qunli.domains.chat.operations.link_group import bridge_groups, link_group
    from qunli.domains.moderation import facade as moderation
    from qunli.domains.moderation.policies import Line, Rules

    host = found()
    lines = [
        Line(id="warned", trigger="words", effect="warn", words=[WARNED], who="everybody"),
        Line(id="banned", trigger="words", effect="ban", words=[BANNED], who="everybody"),
    ]
    moderation.put_in_force(actor=host, rules=msgspec.to_builtins(Rules(lines=lines)))
    name, cookies = sign_in(host, members_wanted)
    groups = [chat.open_group(actor=host, name=f"Group {n}") for n in range(4)]
    line = connect(actor=host, platform="webhook", settings={"address": address, "secret": secret})
    there = link_group(actor=host, connection=line, external_id="river", name="River")
    bridge_groups(actor=host, one=groups[0], other=there)
    with tenancy.within(host.here):
        token = Connection.objects.get(id=line).token
    return {"groups": groups, "there": there, "cookies": cookies, "name": name, "hook": f"/hooks/load/{token}/"}


if __name__ == "__main__":
    main()
