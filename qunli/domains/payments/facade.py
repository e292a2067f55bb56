"""What other rooms may call."""

from __future__ import annotations

from qunli.domains.payments.desk import ArrivalView, arrivals, counts, intents, payout, payouts, table
from qunli.domains.payments.operations.arrive import MANUAL, arrive, confirm, undo
from qunli.domains.payments.operations.ask import ask, call_off, leave, top_up
from qunli.domains.payments.operations.erase_rows import erase_rows
from qunli.domains.payments.operations.pay_out import approve, mark_failed, mark_sent, refuse
from qunli.domains.payments.operations.prove import prove, refuse_proof
from qunli.domains.payments.operations.send_back import send_back
from qunli.domains.payments.operations.set_up import set_manual, write_terms
from qunli.domains.payments.operations.withdraw import call_off_payout, withdraw
from qunli.domains.payments.personal_data import exported
from qunli.domains.payments.policy import may_move, may_read
from qunli.domains.payments.shapes import IntentView, PayoutView, ProofView, RailView, TermsView
from qunli.domains.payments.wallets import (
    asked_about,
    in_the_way_of_erasing,
    intent,
    intent_about,
    open_intents,
    own_payouts,
    proof_image,
    rail_image,
    rails,
    spendable,
    spendable_of,
    statement,
    terms,
    wallet,
)

__all__ = [
    "MANUAL",
    "ArrivalView",
    "IntentView",
    "PayoutView",
    "ProofView",
    "RailView",
    "TermsView",
    "approve",
    "arrivals",
    "arrive",
    "ask",
    "asked_about",
    "call_off",
    "call_off_payout",
    "confirm",
    "counts",
    "erase_rows",
    "exported",
    "in_the_way_of_erasing",
    "intent",
    "intent_about",
    "intents",
    "leave",
    "mark_failed",
    "mark_sent",
    "may_move",
    "may_read",
    "open_intents",
    "own_payouts",
    "payout",
    "payouts",
    "proof_image",
    "prove",
    "rail_image",
    "rails",
    "refuse",
    "refuse_proof",
    "send_back",
    "set_manual",
    "spendable",
    "spendable_of",
    "statement",
    "table",
    "terms",
    "top_up",
    "undo",
    "wallet",
    "withdraw",
    "write_terms",
]
