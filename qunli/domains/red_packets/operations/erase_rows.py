"""The community was deleted, or a person erased."""

from __future__ import annotations

from qunli.core import bulk
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.red_packets import policy
from qunli.domains.red_packets.models import Packet, Share

TABLES = (Share, Packet)


@operation
def erase_rows(*, actor: Actor, most: int) -> int:
    """Returns how many rows went, `most` at most; 0 when none are left."""
    policy.may_keep(actor).or_refuse()
    for table in TABLES:
        if gone := bulk.delete_some(table.objects.all(), most):
            return gone
    return 0


@operation
def forget_person(*, actor: Actor, person: int) -> None:
    """What they wrote is blanked; what moved stays, by number, as it does in the books. Raises `Forbidden`."""
    policy.may_keep(actor).or_refuse()
    Packet.objects.filter(person_id=person).update(message="")
