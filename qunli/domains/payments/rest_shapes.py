"""What the API says of payments and payouts. Amounts are whole minor units."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from qunli.core.rest import STORABLE, Text
from qunli.kit.money import LARGEST

Currency = Annotated[str, Field(max_length=12, pattern=STORABLE)]
Minor = Annotated[int, Field(ge=1, le=LARGEST)]


class MoneyOut(Schema):
    """Whole minor units of a currency of ISO 4217."""

    minor: int
    currency: str


class ProofOut(Schema):
    """What a payer sent to show that they paid by hand."""

    id: int
    note: str
    has_image: bool
    state: str
    why: str
    at: datetime


class IntentOut(Schema):
    """Money that is asked of a member. `about` is what for, as order:17."""

    id: int
    payer: int
    name: str
    about: str
    title: str
    amount: MoneyOut
    received: MoneyOut
    reference: str
    state: str
    made_at: datetime
    proofs: list[ProofOut]


class IntentPage(Schema):
    """Newest first."""

    items: list[IntentOut]
    total: int


class ConfirmIn(Schema):
    """What is really on the account, in minor units of the currency that was asked for."""

    minor: Minor
    note: Annotated[Text, Field(max_length=300)] = ""


class PayoutOut(Schema):
    """Money that goes out: a withdrawal or a refund."""

    id: int
    person: int
    name: str
    reason: str
    rail: str
    about: str
    amount: MoneyOut
    to: str
    state: str
    external: str
    why: str
    asked_at: datetime
    ended_at: datetime | None


class PayoutPage(Schema):
    """Newest first."""

    items: list[PayoutOut]
    total: int


class DecideIn(Schema):
    """`why` for refused and failed, the member reads it; `external` is the transfer's number at the bank."""

    deed: Literal["approve", "refuse", "sent", "failed"]
    why: Text = ""
    external: Text = ""


class TermsOut(Schema):
    """The main currency, and what a member can withdraw."""

    currency: str
    withdrawals: bool
    least: MoneyOut
    most_a_day: MoneyOut | None


class TermsIn(Schema):
    """In minor units of `currency`; `most_a_day` null for any amount."""

    currency: Currency
    withdrawals: bool = True
    least: Minor = 100
    most_a_day: Minor | None = None
