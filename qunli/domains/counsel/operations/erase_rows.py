"""The community was deleted: its proposals go."""

from __future__ import annotations

from qunli.core import bulk
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.counsel import policy
from qunli.domains.counsel.models import Proposal


@operation
def erase_rows(*, actor: Actor, most: int) -> int:
    """Returns how many rows went, `most` at most; 0 when none are left."""
    policy.may_propose(actor).or_refuse()
    return bulk.delete_some(Proposal.objects.all(), most)
