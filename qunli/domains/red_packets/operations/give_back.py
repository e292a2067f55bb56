"""What nobody opened goes back, once."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.chat import facade as chat
from qunli.domains.ledger import facade as ledger
from qunli.domains.red_packets import policy, queries
from qunli.domains.red_packets.events import PacketClosed
from qunli.domains.red_packets.models import Packet
from qunli.kit.money import Money


@operation
def give_back(*, actor: Actor, packet: int) -> None:
    """Once its time is over; doing it again changes nothing. Raises `Forbidden`, `NotFound`."""
    policy.may_keep(actor).or_refuse()
    row = queries.packet_to_change(packet)
    if row.closes_at <= timezone.now():
        end(row)


def end(row: Packet) -> None:
    """Close a locked packet and send what is left where it is to go; within an operation."""
    if row.closed_at is not None:
        return
    row.closed_at, row.back = timezone.now(), row.left
    if row.left:
        about = f"packet:{row.id}"
        rest = Money(row.left, row.currency)
        ledger.transfer([ledger.Move(about, row.back_to, rest, ledger.Kind.REFUND, about)], key=f"{about}:back")
    row.left = 0
    row.save(update_fields=["closed_at", "back", "left"])
    tell(PacketClosed(row.community_id, row.id, row.back, row.currency))
    chat.card_changed(community=row.community_id, group=row.group_id, kind="packet", number=row.id, again=True)
