"""Two people were found to be one: what is in both wallets is theirs."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.ledger import facade as ledger
from qunli.domains.payments import policy, wallets


@operation
def follow_merge(*, actor: Actor, merge: int, kept: int, merged: int) -> None:
    """Once for each merge. If it is undone, what moved stays: a person books it back. Raises `Forbidden`."""
    policy.may_keep(actor).or_refuse()
    if ledger.by_key(f"merge:{merge}") is not None:
        return
    source, target = ledger.member(merged), ledger.member(kept)
    moves = [
        ledger.Move(source, target, one, ledger.Kind.CORRECTION, about=f"merge:{merge}")
        for one in wallets.wallet(merged)
    ]
    if moves:
        ledger.transfer(moves, key=f"merge:{merge}")
