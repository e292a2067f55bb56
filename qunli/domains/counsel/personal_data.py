"""Everything that is known and concluded of a person, as JSON that can be sent while it is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from qunli.core.actor import Actor
from qunli.domains.chat import facade as chat
from qunli.domains.commerce import facade as commerce
from qunli.domains.counsel import queries
from qunli.domains.engagement import facade as engagement
from qunli.domains.insight import facade as insight
from qunli.domains.moderation import facade as moderation
from qunli.domains.payments import facade as payments
from qunli.domains.red_packets import facade as red_packets
from qunli.domains.stewardship import facade as stewardship


def export_person(actor: Actor, person: int) -> Iterator[bytes]:
    """One JSON object in pieces: `concluded` (the portrait, or null), `proposals` about them, then what chat
    and members keep. Raises `NotFound` and `Forbidden` before the first piece."""
    kept = chat.export_person(actor, person)
    concluded: dict[str, Any] = {
        "concluded": insight.portrait(actor, person),
        "proposals": queries.about(actor, person),
        "moderation": moderation.export_person(actor, person),
        "self_governance": stewardship.exported(actor.here, person),
        "shop": commerce.exported(actor.here, person),
        "payments": payments.exported(actor.here, person),
        "red_packets": red_packets.exported(actor.here, person),
        "taking_part": engagement.exported(actor.here, person),
    }
    return _pieces(msgspec.json.encode(concluded), kept)


def _pieces(concluded: bytes, kept: Iterator[bytes]) -> Iterator[bytes]:
    yield concluded.removesuffix(b"}") + b","
    yield next(kept).removeprefix(b"{")
    yield from kept
