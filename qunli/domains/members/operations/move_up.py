"""A place is free: who waits longest comes in."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.core.turns import take_turns
from qunli.domains.members import policy
from qunli.domains.members.joining_queries import joining
from qunli.domains.members.models import Application
from qunli.domains.members.operations.apply import settle

AT_ONCE = 100


@operation
def move_up(*, actor: Actor) -> int:
    """Returns how many came in, a hundred at most; nobody does while the door is closed or not open yet."""
    policy.may_keep(actor).or_refuse()
    take_turns("members.admit", actor.here)
    rules = joining(actor.here)
    free = AT_ONCE if rules.free is None else min(AT_ONCE, rules.free)
    if rules.founding or rules.closed or not free:
        return 0
    waiting = Application.objects.select_for_update().filter(state=Application.State.WAITING)
    rows = list(waiting.order_by("made_at", "id")[:free])
    for row in rows:
        settle(row, "admit", reason="", by=row.decided_by_name)
    return len(rows)
