"""What red packets keep of one person."""

from __future__ import annotations

from typing import Any

from qunli.core import tenancy
from qunli.domains.red_packets.models import Packet, Share


def exported(community: int, person: int) -> dict[str, Any]:
    """As plain values for JSON; amounts in minor units."""
    with tenancy.within(community):
        given = Packet.objects.filter(person_id=person).order_by("id")
        got = Share.objects.filter(person_id=person).select_related("packet").order_by("id")
        return {
            "given": [
                {
                    "amount": row.minor,
                    "currency": row.currency,
                    "shares": row.shares,
                    "message": row.message,
                    "at": row.made_at.isoformat(),
                    "back": row.back,
                }
                for row in given
            ],
            "got": [
                {
                    "packet": one.packet_id,
                    "amount": one.minor,
                    "currency": one.packet.currency,
                    "at": one.at.isoformat(),
                }
                for one in got
            ],
        }
