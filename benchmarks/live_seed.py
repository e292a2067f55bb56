"""A community with 20 web groups and members who are signed in; prints what a load generator needs, as JSON.

`python -m benchmarks.live_seed MEMBERS POLICIES` with QUNLI_DATA (or a database) set. POLICIES is `none`, or `standard`
without the limits on how much one member may say, which a load generator passes within a second.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qunli.config.settings")
    django.setup()
    print(json.dumps(seed(int(sys.argv[1]), sys.argv[2])))


def seed(members_wanted: int, policies: str) -> dict[str, Any]:
    """Groups, session keys by member, and the name of the session's cookie."""
    import msgspec

    from qunli.domains.chat import facade as chat
    from qunli.domains.moderation import facade as moderation
    from qunli.domains.moderation import presets

    host = found()
    rules = presets.preset(policies)
    rules.lines = [line for line in rules.lines if line.trigger not in ("flooding", "chatter")]
    moderation.put_in_force(actor=host, rules=msgspec.to_builtins(rules))
    name, cookies = sign_in(host, members_wanted)
    groups = [chat.open_group(actor=host, name=f"Group {n}") for n in range(20)]
    _settle()
    return {"groups": groups, "cookies": cookies, "name": name}


def _settle() -> None:
    """What follows from so many who came in is done before anything is measured."""
    from qunli.config.registry import HANDLERS, TASKS
    from qunli.core.worker import Worker

    worker = Worker(HANDLERS, TASKS)
    while worker.once():
        pass


def found() -> Any:
    """The operator of a new community at `load`."""
    from django.core.management import call_command

    from qunli.core.actor import system
    from qunli.core.models import User
    from qunli.domains.communities import facade as communities

    call_command("migrate", verbosity=0)
    owner = User.objects.create_user("host@example.org", name="Host")
    communities.found_operator(actor=system(), user=owner.id, name="House")
    actor = communities.actor_of(owner)
    return communities.actor_in(actor, communities.create_community(actor=actor, name="Load", lives_already=True))


def sign_in(host: Any, wanted: int) -> tuple[str, list[str]]:
    """The name of the session's cookie, and the session of each new member."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction

    from qunli.core.models import User
    from qunli.domains.members import facade as members

    cookies = []
    with transaction.atomic():
        for n in range(wanted):
            user = User(email=f"m{n}@example.org", name=f"M{n}")
            user.set_unusable_password()
            user.save()
            members.admit(actor=host, name=f"M{n}", user=user.id)
            session = SessionStore()
            session[SESSION_KEY] = str(user.id)
            session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
            session[HASH_SESSION_KEY] = user.get_session_auth_hash()
            session.create()
            cookies.append(session.session_key or "")
    return settings.SESSION_COOKIE_NAME, cookies


if __name__ == "__main__":
    main()
