"""What can be chosen when a packet is given."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.chat import facade as chat
from qunli.domains.payments import facade as payments
from qunli.domains.red_packets import audience
from qunli.domains.stewardship import facade as stewardship
from qunli.kit.money import POINTS

OPEN_FOR = (1, 8, 24, 72, 168)


def choices(actor: Actor) -> dict[str, Any]:
    """Groups, what can be given, for whom, and for how long. Raises `Forbidden`."""
    groups = [one for one in chat.live_groups(actor) if not one.closed]
    deeds = [
        (name, f"{one.name}: {words}") for one in groups for name, words in audience.deeds().offered(actor, one.id)
    ]
    with tenancy.within(actor.here):
        wallet = payments.wallet(actor.id or 0) if actor.kind == "member" else []
    return {
        "groups": groups,
        "wallet": wallet,
        "currencies": list(dict.fromkeys([payments.terms(actor.here).currency, POINTS, *(w.currency for w in wallet)])),
        "posts": stewardship.posts(actor),
        "deeds": deeds,
        "hours": [(one, _hours(one)) for one in OPEN_FOR],
    }


def _hours(hours: int) -> str:
    if hours <= 24:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    return _("%(n)s days") % {"n": hours // 24}
