"""What other rooms may call."""

from __future__ import annotations

from qunli.domains.red_packets.audience import ask_for_deeds, deeds
from qunli.domains.red_packets.claiming import open_packet
from qunli.domains.red_packets.decisions import AUDIENCES, HOURS, MESSAGE, SHARES, SPLITS, Wish
from qunli.domains.red_packets.offering import choices
from qunli.domains.red_packets.operations.claim import claim, claim_together
from qunli.domains.red_packets.operations.erase_rows import erase_rows
from qunli.domains.red_packets.operations.fund import fund, fund_for_community
from qunli.domains.red_packets.personal_data import exported
from qunli.domains.red_packets.policy import may_give_for_community
from qunli.domains.red_packets.shapes import PacketView, Posted, ShareView, Taken
from qunli.domains.red_packets.showing import Which, packet, packets, received
from qunli.domains.red_packets.typed_wish import typed_wish

__all__ = [
    "AUDIENCES",
    "HOURS",
    "MESSAGE",
    "SHARES",
    "SPLITS",
    "PacketView",
    "Posted",
    "ShareView",
    "Taken",
    "Which",
    "Wish",
    "ask_for_deeds",
    "choices",
    "claim",
    "claim_together",
    "deeds",
    "erase_rows",
    "exported",
    "fund",
    "fund_for_community",
    "may_give_for_community",
    "open_packet",
    "packet",
    "packets",
    "received",
    "typed_wish",
]
