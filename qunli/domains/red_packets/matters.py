"""Money in packets that are over and did not go back."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from qunli.core.actor import Actor
from qunli.core.matters import Matter
from qunli.domains.ledger import facade as ledger
from qunli.domains.red_packets.models import Packet

PATIENCE = timedelta(hours=1)


def matters(actor: Actor) -> list[Matter]:
    """For those who look after the money: the worker stands still, or its task is parked."""
    if not ledger.may_read(actor):
        return []
    stuck = Packet.objects.filter(closed_at=None, closes_at__lte=timezone.now() - PATIENCE)
    since = stuck.order_by("closes_at").values_list("closes_at", flat=True).first()
    if since is None:
        return []
    return [
        Matter(
            kind="packets",
            count=stuck.count(),
            words=ngettext_lazy(
                "%(count)d red packet is over and its rest did not go back",
                "%(count)d red packets are over and their rests did not go back",
                "count",
            ),
            why=_("What nobody opened belongs to whoever gave it. See in the settings whether background work runs."),
            since=since,
            due=since + PATIENCE,
            deed=_("Look at the packets"),
            page="packets",
        )
    ]
