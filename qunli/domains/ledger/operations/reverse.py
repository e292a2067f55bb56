"""A transfer is taken back, in whole or in part. Nothing is ever edited: it goes the other way."""

from __future__ import annotations

from qunli.core.refusals import Invalid
from qunli.core.words import _
from qunli.domains.ledger import queries
from qunli.domains.ledger.decisions import Kind, Move
from qunli.domains.ledger.operations.transfer import transfer
from qunli.kit.money import Money


def reverse(number: int, *, key: str, amount: Money | None = None, kind: Kind = Kind.REFUND, note: str = "") -> int:
    """Within the operation that calls it; `amount` is what is left of the transfer unless said. Returns the new
    transfer's id; the same key again returns the same one. Raises `NotFound`, `Invalid` for more than is left,
    `NotEnough` when it is no longer there, `Conflict`."""
    made = queries.transfer_to_reverse(number)
    if (done := queries.by_key(key)) is not None and done.reverses == number:
        return done.id
    back = amount or made.left
    if not 0 < back.minor <= made.left.minor:
        raise Invalid(_("No more can be given back than is left of it."), field="amount")
    move = Move(made.target, made.source, back, kind, made.about, note, reverses=number)
    return transfer([move], key=key)[0]
