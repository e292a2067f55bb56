"""Requests about the books."""

from __future__ import annotations

from qunli.domains.communities.powers import BOOKS, MONEY
from qunli.domains.ledger import facade as ledger
from qunli.kit.money import Money
from tests.api.calls import Request
from tests.api.house import House
from tests.api.sample import Sample

RENT = {"source": "cost:rent", "target": "rail:bank", "minor": 9950, "currency": "CNY", "note": "Room in May"}


def account(house: House) -> int:
    """One with an entry."""
    amount = Money(9_950, "CNY")
    ledger.book(actor=house.ann, source="cost:rent", target="rail:bank", amount=amount, note="Room", key="room")
    return ledger.accounts(house.ann, search="cost:rent")[0][0].id


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
    ("POST", "/{slug}/ledger/transfers"): Sample(
        MONEY,
        lambda house: Request("POST", "/tea/ledger/transfers", RENT),
        lambda house: Request("POST", "/tea/ledger/transfers", RENT | {"minor": 5}),
    ),
}
