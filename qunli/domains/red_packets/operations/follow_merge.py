"""Two people turned out to be one: what is left of the packets of the other goes back to the one that is kept."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.ledger import facade as ledger
from qunli.domains.red_packets import policy
from qunli.domains.red_packets.models import Packet


@operation
def follow_merge(*, actor: Actor, kept: int, merged: int) -> None:
    """Whoever opened a packet twice, as two people, keeps both shares. Raises `Forbidden`."""
    policy.may_keep(actor).or_refuse()
    open_now = Packet.objects.filter(closed_at=None, back_to=ledger.member(merged))
    open_now.update(back_to=ledger.member(kept))
