"""Requests about the books."""

from __future__ import annotations

from qunli.domains.communities.powers import BOOKS, MONEY, SEE
from qunli.domains.ledger import facade as ledger
from qunli.domains.members import facade as members
from qunli.domains.payments import facade as payments
from qunli.kit.money import Money
from tests.api.calls import Request
from tests.api.house import House
from tests.api.sample import Sample

RENT = {"source": "cost:rent", "target": "rail:bank", "minor": 9950, "currency": "CNY", "note": "Room in May"}


TERMS = {"currency": "CNY", "withdrawals": True, "least": 500}


def account(house: House) -> int:
    """One with an entry."""
    amount = Money(9_950, "CNY")
    ledger.book(actor=house.ann, source="cost:rent", target="rail:bank", amount=amount, note="Room", key="room")
    return ledger.accounts(house.ann, search="cost:rent")[0][0].id


def payment(house: House) -> int:
    """A member is to pay ten yuan; the same each time."""
    payments.write_terms(actor=house.ann, currency="CNY", withdrawals=True, least=100, most_a_day=None)
    payer = members.member_actor(house.ann.here, members.admit(actor=house.ann, name="Payer"))
    return payments.top_up(actor=payer, amount=Money(1_000, "CNY"), title="Wallet")


def payout(house: House) -> int:
    """A withdrawal that waits for approval; anew each time."""
    intent = payment(house)
    payments.confirm(actor=house.ann, intent=intent, amount=Money(1_000, "CNY"), key=f"paid:{intent}")
    payer = payments.intent(house.ann, intent).payer
    member = members.member_actor(house.ann.here, payer)
    return payments.withdraw(actor=member, amount=Money(500, "CNY"), to="Bank of Mei 88")


def _paid(house: House, **more: object) -> Request:
    return Request("POST", f"/tea/payments/{payment(house)}/confirm", {"minor": 1_000} | more)


def _asked(house: House, path: str) -> Request:
    account(house)
    return Request("GET", path)


SAMPLES: dict[tuple[str, str], Sample] = {
    ("GET", "/{slug}/ledger"): Sample(BOOKS, lambda house: _asked(house, "/tea/ledger")),
    ("GET", "/{slug}/ledger/accounts"): Sample(BOOKS, lambda house: _asked(house, "/tea/ledger/accounts")),
    ("GET", "/{slug}/ledger/accounts/{account}/entries"): Sample(
        BOOKS, lambda house: Request("GET", f"/tea/ledger/accounts/{account(house)}/entries")
    ),
    ("GET", "/{slug}/ledger/transfers"): Sample(BOOKS, lambda house: _asked(house, "/tea/ledger/transfers")),
    ("GET", "/{slug}/payments"): Sample(BOOKS, lambda house: Request("GET", "/tea/payments")),
    ("GET", "/{slug}/payments/{intent}"): Sample(
        BOOKS, lambda house: Request("GET", f"/tea/payments/{payment(house)}")
    ),
    ("POST", "/{slug}/payments/{intent}/confirm"): Sample(MONEY, _paid, lambda house: _paid(house, minor=5)),
    ("GET", "/{slug}/payouts"): Sample(BOOKS, lambda house: Request("GET", "/tea/payouts")),
    ("POST", "/{slug}/payouts/{payout}"): Sample(
        MONEY,
        lambda house: Request("POST", f"/tea/payouts/{payout(house)}", {"deed": "approve"}),
        lambda house: Request("POST", f"/tea/payouts/{payout(house)}", {"deed": "approve"}),
    ),
    ("GET", "/{slug}/payments-terms"): Sample(SEE, lambda house: Request("GET", "/tea/payments-terms")),
    ("PUT", "/{slug}/payments-terms"): Sample(
        MONEY,
        lambda house: Request("PUT", "/tea/payments-terms", TERMS),
        lambda house: Request("PUT", "/tea/payments-terms", TERMS | {"least": 700}),
    ),
    ("POST", "/{slug}/ledger/transfers"): Sample(
        MONEY,
        lambda house: Request("POST", "/tea/ledger/transfers", RENT),
        lambda house: Request("POST", "/tea/ledger/transfers", RENT | {"minor": 5}),
    ),
}
