"""A person writes into the books what no other page writes: a cost, an income from elsewhere, points, a correction."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Invalid
from qunli.core.words import _
from qunli.domains.ledger import chart, decisions, policy
from qunli.domains.ledger.decisions import Kind, Move
from qunli.domains.ledger.events import BookedByHand
from qunli.domains.ledger.operations.transfer import transfer
from qunli.kit.money import Money

NOTE_LIMIT = 300


@operation
def book(
    *,
    actor: Actor,
    source: str,
    target: str,
    amount: Money,
    note: str,
    happened: datetime | None = None,
    key: str,
) -> int:
    """Returns the transfer's id. Raises `Forbidden`, `Invalid`, `NotEnough`."""
    policy.may_book(actor).or_refuse()
    decisions.by_hand(source, target, amount, note)
    if happened is not None and happened > timezone.now():
        raise Invalid(_("That moment has not come yet."), field="happened")
    kind = Kind.COST if chart.root(source) == "cost" else Kind.CORRECTION
    text = " ".join(note.split())[:NOTE_LIMIT]
    [made] = transfer([Move(source, target, amount, kind, note=text, happened=happened)], key=f"hand:{key}")
    tell(BookedByHand(community=actor.here, transfer=made))
    return made
