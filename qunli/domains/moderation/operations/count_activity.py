"""How many messages and people each day had: what a rule did to activity is read from that."""

from __future__ import annotations

import time

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.chat import facade as chat
from qunli.domains.moderation import policy
from qunli.domains.moderation.models import ActivityDay

DAYS = 60
"""How far back days are counted, once; afterwards only the last two again."""
AGAIN = 2
DAY = 86_400


@operation
def count_activity(*, actor: Actor) -> int:
    """Whole UTC days only. Returns how many days were counted."""
    policy.may_keep(actor).or_refuse()
    yesterday = int(time.time()) // DAY - 1
    known = set(ActivityDay.objects.filter(day__gt=yesterday - DAYS).values_list("day", flat=True))
    missing = [day for day in range(yesterday - DAYS + 1, yesterday + 1) if day not in known]
    first = min([*missing, yesterday - AGAIN + 1])
    found = chat.daily_activity(actor, first, yesterday)
    for day in range(first, yesterday + 1):
        messages, people = found.get(day, (0, 0))
        ActivityDay.objects.update_or_create(
            community_id=actor.here, day=day, defaults={"messages": messages, "people": people}
        )
    return yesterday - first + 1
