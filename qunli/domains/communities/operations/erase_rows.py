"""The community was deleted: what it was founded on goes."""

from __future__ import annotations

from qunli.core import bulk
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.communities import policy
from qunli.domains.communities.models import Charter, CharterVersion, Kit, Promise, Room, RulesVersion


@operation
def erase_rows(*, actor: Actor, most: int) -> int:
    """Returns how many rows went, `most` at most; 0 when none are left."""
    policy.may_erase(actor).or_refuse()
    for table in (Room, Kit, RulesVersion, CharterVersion, Promise, Charter):
        if gone := bulk.delete_some(table.objects.all(), most):
            return gone
    return 0
