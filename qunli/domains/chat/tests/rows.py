"""What is stored, in a form that can be compared."""

from __future__ import annotations

from typing import Any

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.models import Event
from qunli.domains.chat.models import HistoryImport, Message, Movement, TouchedDay
from qunli.domains.members import facade as members


def everything(actor: Actor) -> dict[str, Any]:
    """All rows of the community that an import writes, with ids and versions; how it went and the log left out."""
    assert actor.community is not None
    with tenancy.within(actor.community):
        return {
            "messages": list(Message.objects.order_by("id").values()),
            "movements": list(Movement.objects.order_by("id").values()),
            "touched": list(TouchedDay.objects.order_by("id").values()),
            "people": members.identities(actor),
        }


def texts(actor: Actor) -> list[str]:
    """What was said, by time."""
    assert actor.community is not None
    with tenancy.within(actor.community):
        return list(Message.objects.order_by("at", "id").values_list("text", flat=True))


def events(actor: Actor) -> list[str]:
    """What was told, in order."""
    return list(Event.objects.filter(community_id=actor.community).order_by("id").values_list("kind", flat=True))


def import_rows(actor: Actor) -> int:
    """How many imports are on record."""
    assert actor.community is not None
    with tenancy.within(actor.community):
        return HistoryImport.objects.count()
