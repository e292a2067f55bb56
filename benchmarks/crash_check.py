"""What stands in the database after `benchmarks.crashes`, as JSON: `python -m benchmarks.crash_check GROUP...`."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from typing import Any

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qunli.config.settings")
    django.setup()
    from django.db import transaction

    with transaction.atomic():  # all of one moment
        print(json.dumps(standing([int(one) for one in sys.argv[1:]])))


def standing(groups: list[int]) -> dict[str, Any]:
    """`messages`: key and number by group, in order. `unfinished`: work and deeds that still wait. `sanctions`: kind,
    state, how often it was told that it was carried out, and the work that does it."""
    from qunli.core import tenancy
    from qunli.core.models import Event, Work
    from qunli.domains.chat.models import Deed, Group, Message
    from qunli.domains.communities.models import Community
    from qunli.domains.moderation.models import Sanction

    told = Counter(
        body["sanction"]
        for body in Event.objects.filter(kind__endswith="SanctionCarriedOut").values_list("body", flat=True)
    )
    work = {
        row.key: f"{row.state}, {row.attempts} attempts, {row.error}"
        for row in Work.objects.filter(task="moderation.carry_out")
    }
    with tenancy.within(Community.objects.get().id):
        last = dict(Group.objects.values_list("id", "last_seq"))
        return {
            "messages": {
                group: list(Message.objects.filter(group_id=group).order_by("seq").values_list("external_id", "seq"))
                for group in groups
            },
            "last": {group: last[group] for group in groups},
            "unfinished": [
                *Work.objects.filter(state=Work.State.WAITING, task__startswith="moderation.carry").values_list("key"),
                *Deed.objects.filter(state=Deed.State.WAITING).values_list("key"),
            ],
            "deeds": dict(Counter(Deed.objects.values_list("state", flat=True))),
            "sanctions": [
                (kind, state, told[id], work.get(f"moderation.carry_out:{id}"))
                for id, kind, state in Sanction.objects.values_list("id", "kind", "state")
            ],
        }


if __name__ == "__main__":
    main()
