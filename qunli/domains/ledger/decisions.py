"""Which movements may be made. Pure: balances in, refusals out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qunli.core.money import shown
from qunli.core.refusals import Conflict, Invalid
from qunli.core.words import _
from qunli.domains.ledger import chart
from qunli.kit.money import Money


class Kind(StrEnum):
    """What a movement is."""

    TOP_UP = "top_up"
    PAYMENT = "payment"
    EARNED = "earned"
    REFUND = "refund"
    HOLD = "hold"
    RELEASE = "release"
    COMMISSION = "commission"
    FEE = "fee"
    WITHDRAWAL = "withdrawal"
    PACKET = "packet"
    SHARE = "share"
    GIFT = "gift"
    COST = "cost"
    POINTS = "points"
    CORRECTION = "correction"


@dataclass(frozen=True)
class Move:
    """`amount` goes from the account at `source` to the one at `target`. `about` names what it is for ("order:17");
    `reverses` is the transfer that it takes back, in whole or in part."""

    source: str
    target: str
    amount: Money
    kind: Kind
    about: str = ""
    note: str = ""
    reverses: int | None = None
    happened: datetime | None = None


class NotEnough(Conflict):
    """An account that may not be in debt would be."""

    code = "not_enough"


def in_order(moves: Sequence[Move]) -> None:
    """Raises `ValueError` for what a programmer got wrong: no move, an address off the chart, nothing to move, a move
    from an account to itself."""
    if not moves:
        raise ValueError("nothing moves")
    for move in moves:
        if move.amount.minor <= 0:
            raise ValueError(f"{move.amount} is not above zero")
        if move.source == move.target:
            raise ValueError(f"{move.source} to itself")
        for address in (move.source, move.target):
            if not chart.is_address(address):
                raise ValueError(f"{address} is not on the chart of accounts")


def covered(moves: Sequence[Move], balances: Mapping[tuple[str, str], int]) -> None:
    """`balances` in minor units by address and currency, those absent are zero. Raises `NotEnough` where one after the
    other they would put an account in debt that may not be."""
    left = dict(balances)
    for move in moves:
        source, target = (move.source, move.amount.currency), (move.target, move.amount.currency)
        there = left.get(source, 0)
        if there < move.amount.minor and not chart.may_owe(move.source):
            raise NotEnough(
                _("%(left)s is there, %(wanted)s is needed.")
                % {"left": shown(Money(there, move.amount.currency)), "wanted": shown(move.amount)}
            )
        left[source] = there - move.amount.minor
        left[target] = left.get(target, 0) + move.amount.minor


def by_hand(source: str, target: str, amount: Money, note: str) -> None:
    """What a person books. Raises `Invalid`, naming the field."""
    for field, address in (("source", source), ("target", target)):
        if not chart.is_address(address):
            raise Invalid(
                _("An account is written like income:courses or cost:rent. It begins with one of: %(roots)s.")
                % {"roots": ", ".join(chart.ROOTS)},
                field=field,
            )
    if source == target:
        raise Invalid(_("Choose two different accounts."), field="target")
    if amount.minor <= 0:
        raise Invalid(_("The amount has to be above zero."), field="amount")
    if not note.strip():
        raise Invalid(_("Say what it is for. Whoever reads the books later will want to know."), field="note")
