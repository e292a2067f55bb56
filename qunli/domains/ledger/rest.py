"""The API's addresses of the books. Amounts are whole minor units (9950 for 99.50 CNY) with their currency."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from ninja import Query, Router, Schema, Status
from pydantic import Field

from qunli.core.refusals import Invalid
from qunli.core.rest import PROBLEMS, STORABLE, ApiRequest, Id, Key, Limit, Offset, PathId, Slug, Text
from qunli.core.words import _
from qunli.domains.communities import facade as communities
from qunli.domains.ledger import queries
from qunli.domains.ledger.operations.book import book
from qunli.kit.money import CURRENCIES, LARGEST, Money

router = Router(tags=["books"])
HERE = "/communities/{slug}/ledger"
Root = Annotated[str, Query(max_length=12, pattern=STORABLE, description="Only accounts of this kind.")]
Begins = Annotated[str, Query(max_length=120, pattern=STORABLE, description="What the address begins with.")]
About = Annotated[str, Query(max_length=120, pattern=STORABLE, description="Only what was for this, as order:17.")]
Before = Annotated[int | None, Query(ge=1, le=2**63 - 1, description="Only older ones than this.")]
Address = Annotated[str, Field(max_length=120, pattern=STORABLE)]


class MoneyOut(Schema):
    """Whole minor units of a currency of ISO 4217, or POINTS."""

    minor: int
    currency: str


class TrialLineOut(Schema):
    """All accounts of one kind in one currency."""

    root: str
    accounts: int
    debit: MoneyOut
    credit: MoneyOut


class InspectionOut(Schema):
    """What the last look at the books found."""

    at: datetime
    entries: int
    faults: list[str]


class BooksOut(Schema):
    """Debits and credits of a currency are equal. `inspection` is null before the first one."""

    lines: list[TrialLineOut]
    inspection: InspectionOut | None


class AccountOut(Schema):
    """An address in one currency."""

    id: int
    address: str
    balance: MoneyOut
    entries: int


class AccountPage(Schema):
    """Accounts in the order of their addresses."""

    items: list[AccountOut]
    total: int


class EntryOut(Schema):
    """What came in (above zero) or went out, and what was there `after`. `version` counts an account's entries."""

    version: int
    transfer: int
    happened_at: datetime
    written_at: datetime
    other: str
    amount: MoneyOut
    after: MoneyOut
    kind: str
    about: str
    note: str
    reverses: int | None


class TransferOut(Schema):
    """An amount that went from one account to another; `left` is what was not taken back of it."""

    id: int
    source: str
    target: str
    amount: MoneyOut
    left: MoneyOut
    kind: str
    about: str
    note: str
    reverses: int | None
    happened_at: datetime
    written_at: datetime


class BookIn(Schema):
    """A movement that nothing else writes. `happened`: when, if it was not just now."""

    source: Address
    target: Address
    minor: Annotated[int, Field(ge=1, le=LARGEST)]
    currency: Annotated[str, Field(max_length=12, pattern=STORABLE)]
    note: Annotated[Text, Field(max_length=300)]
    happened: datetime | None = None


class BookedOut(Schema):
    """The transfer's id."""

    id: Id


@router.get(HERE, response={200: BooksOut, **PROBLEMS}, summary="The books' sums")
def books(request: ApiRequest, slug: Slug) -> Any:
    """By kind of account and currency, as they stand now."""
    actor = communities.actor_at(request.auth, slug)
    looked = queries.inspected(actor)
    return {
        "lines": [asdict(one) for one in queries.trial_balance(actor)],
        "inspection": None if looked is None else asdict(looked),
    }


@router.get(HERE + "/accounts", response={200: AccountPage, **PROBLEMS}, summary="Accounts")
def accounts(
    request: ApiRequest, slug: Slug, root: Root = "", q: Begins = "", limit: Limit = 50, offset: Offset = 0
) -> Any:
    """In the order of their addresses."""
    actor = communities.actor_at(request.auth, slug)
    found, total = queries.accounts(actor, root=root, search=q, limit=limit, offset=offset)
    return {"items": [asdict(one) for one in found], "total": total}


@router.get(
    HERE + "/accounts/{account}/entries", response={200: list[EntryOut], **PROBLEMS}, summary="An account's statement"
)
def entries(request: ApiRequest, slug: Slug, account: PathId, before: Before = None, limit: Limit = 50) -> Any:
    """Newest first; `before` is a version."""
    actor = communities.actor_at(request.auth, slug)
    return [asdict(one) for one in queries.statement(actor, account, before=before, limit=limit)]


@router.get(HERE + "/transfers", response={200: list[TransferOut], **PROBLEMS}, summary="Transfers")
def transfers(request: ApiRequest, slug: Slug, about: About = "", before: Before = None, limit: Limit = 50) -> Any:
    """Newest first; `before` is an id."""
    actor = communities.actor_at(request.auth, slug)
    return [asdict(one) for one in queries.transfers(actor, about=about, before=before, limit=limit)]


@router.post(HERE + "/transfers", response={201: BookedOut, **PROBLEMS}, summary="Write into the books")
def write(request: ApiRequest, slug: Slug, body: BookIn, key: Key = None) -> Any:
    """A cost, an income from elsewhere, points, a correction."""
    actor = communities.actor_at(request.auth, slug)
    if body.currency not in CURRENCIES:
        raise Invalid(_("There is no such currency."), field="currency")
    if body.happened is not None and body.happened.tzinfo is None:
        raise Invalid(_("A moment is written with its time zone."), field="happened")
    made = book(
        actor=actor,
        source=body.source,
        target=body.target,
        amount=Money(body.minor, body.currency),
        note=body.note,
        happened=body.happened,
        key=key or secrets.token_hex(12),
    )
    return Status(201, {"id": made})
