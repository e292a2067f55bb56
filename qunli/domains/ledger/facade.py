"""What other rooms may call."""

from __future__ import annotations

from qunli.domains.ledger.chart import held, is_address, member
from qunli.domains.ledger.decisions import Kind, Move, NotEnough
from qunli.domains.ledger.exports import FORMATS, Books, table
from qunli.domains.ledger.operations.book import book
from qunli.domains.ledger.operations.erase_rows import erase_rows
from qunli.domains.ledger.operations.inspect import inspect
from qunli.domains.ledger.operations.reverse import reverse
from qunli.domains.ledger.operations.transfer import transfer
from qunli.domains.ledger.policy import may_book, may_read
from qunli.domains.ledger.queries import (
    AccountView,
    EntryView,
    InspectionView,
    TransferView,
    TrialLine,
    account,
    accounts,
    balance,
    balances,
    by_key,
    inspected,
    statement,
    statement_at,
    transfers,
    transfers_about,
    trial_balance,
)
from qunli.domains.ledger.queries import transfer as shown_transfer
from qunli.domains.ledger.wording import KINDS, ROOTS

__all__ = [
    "FORMATS",
    "KINDS",
    "ROOTS",
    "AccountView",
    "Books",
    "EntryView",
    "InspectionView",
    "Kind",
    "Move",
    "NotEnough",
    "TransferView",
    "TrialLine",
    "account",
    "accounts",
    "balance",
    "balances",
    "book",
    "by_key",
    "erase_rows",
    "held",
    "inspect",
    "inspected",
    "is_address",
    "may_book",
    "may_read",
    "member",
    "reverse",
    "shown_transfer",
    "statement",
    "statement_at",
    "table",
    "transfer",
    "transfers",
    "transfers_about",
    "trial_balance",
]
