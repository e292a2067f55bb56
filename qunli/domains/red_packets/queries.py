"""Rows for operations, locked; fetching is permission: absent and hidden refuse alike."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from qunli.core.refusals import NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.red_packets.models import Packet, Share


def packet_to_change(packet: int) -> Packet:
    """Locked: one share, or one batch of them, after the other. Raises `NotFound`."""
    row = Packet.objects.select_for_update().filter(id=packet).first()
    if row is None:
        raise NotFound
    return row


def stands(row: Packet) -> bool:
    """Whether its message stands in the group; a held one does from the moment a moderator let it through."""
    return row.stands or bool(chat.numbers_of(row.group_id, [row.said]))


def shares_of(packet: int, people: Collection[int]) -> dict[int, Share]:
    """What these took of a packet, by person."""
    rows = Share.objects.filter(packet_id=packet, person_id__in=list(people))
    return {row.person_id: row for row in rows}


def due(now: datetime) -> list[int]:
    """Packets of the community entered whose time is over."""
    rows = Packet.objects.filter(closed_at=None, closes_at__lte=now)
    return list(rows.order_by("id").values_list("id", flat=True))


def packet_of_group(group: int, person: int) -> int | None:
    """The newest packet of a group that `person` could open and did not, or else the newest of all; in the community
    entered."""
    rows = Packet.objects.filter(group_id=group, stands=True).order_by("-id").values_list("id", flat=True)
    taken = Share.objects.filter(person_id=person).values("packet_id")
    waiting = rows.filter(closed_at=None, closes_at__gt=timezone.now()).exclude(id__in=taken)
    return waiting.first() or rows.first()
