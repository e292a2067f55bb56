"""What the API says of the shop. Amounts are whole minor units."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from qunli.core.rest import STORABLE, Id, Text
from qunli.kit.money import LARGEST

Minor = Annotated[int, Field(ge=0, le=LARGEST)]
Count = Annotated[int, Field(ge=1, le=1_000)]
Currency = Annotated[str, Field(max_length=12, pattern=STORABLE)]


class MoneyOut(Schema):
    """Whole minor units of a currency of ISO 4217, or POINTS."""

    minor: int
    currency: str


class VariantOut(Schema):
    """`price` is what it costs now, `before` the price while a special one lasts. `stock` null: no limit."""

    id: int
    title: str
    price: MoneyOut
    before: MoneyOut | None
    special: MoneyOut | None
    special_until: datetime | None
    stock: int | None


class OfferOut(Schema):
    """Something that members can buy."""

    id: int
    kind: str
    state: str
    title: str
    text: str
    next_step: str
    currency: str
    shipping: MoneyOut
    refund_days: int
    most_each: int | None
    variants: list[VariantOut]
    pictures: list[int]
    sold: int
    changed_at: datetime


class OfferPage(Schema):
    """Newest first."""

    items: list[OfferOut]
    total: int


class VariantIn(Schema):
    """`id` of one that there is, null for a new one. `special` is a lower price until `special_until`."""

    id: Id | None = None
    title: Text = ""
    price: Minor
    special: Minor | None = None
    special_until: datetime | None = None
    stock: Annotated[int, Field(ge=0, le=10**9)] | None = None


class OfferIn(Schema):
    """`next_step`: what happens after payment, in your words. `most_each`: so many for each member."""

    kind: Literal["product", "service"]
    title: Text
    text: Text = ""
    next_step: Text = ""
    currency: Currency
    shipping: Minor = 0
    refund_days: Annotated[int, Field(ge=0, le=365)] = 14
    most_each: Count | None = None
    variants: Annotated[list[VariantIn], Field(min_length=1, max_length=40)]


class StateIn(Schema):
    """Where it goes."""

    state: Literal["draft", "on_sale", "stopped", "ended"]


class CouponOut(Schema):
    """`percent` of a hundred, or an amount `off`. `least`: minor units from which on it is taken."""

    id: int
    code: str
    percent: int | None
    off: MoneyOut | None
    offer: str
    least: int
    most: int | None
    most_each: int
    used: int
    until: datetime | None
    live: bool


class CouponPage(Schema):
    """Newest first."""

    items: list[CouponOut]
    total: int


class CouponIn(Schema):
    """`percent`, or `minor` units of `currency`; for one offer or all; `most` uses in all and `most_each` a member."""

    code: Text
    percent: Annotated[int, Field(ge=1, le=100)] | None = None
    minor: Minor | None = None
    currency: Currency = ""
    offer: Id | None = None
    least: Minor = 0
    most: Annotated[int, Field(ge=1, le=10**6)] | None = None
    most_each: Count = 1
    until: datetime | None = None


class LineOut(Schema):
    """So many of a variant; `left` is what was paid and is not back."""

    id: int
    offer: int
    title: str
    kind: str
    count: int
    price: MoneyOut
    amount: MoneyOut
    left: MoneyOut
    state: str
    how: str
    given_at: datetime | None
    received_at: datetime | None


class RefundOut(Schema):
    """What went back."""

    id: int
    amount: MoneyOut
    why: str
    at: datetime


class DisputeOut(Schema):
    """What a buyer said is wrong, and the answer."""

    id: int
    text: str
    opened_at: datetime
    answer: str
    settled_at: datetime | None


class OrderOut(Schema):
    """An order. In lists `lines`, `refunds` and `disputes` are empty."""

    id: int
    buyer: int
    name: str
    title: str
    state: str
    goods: MoneyOut
    discount: MoneyOut
    shipping: MoneyOut
    total: MoneyOut
    refunded: MoneyOut
    coupon: str
    code: str
    address: dict[str, str]
    note: str
    placed_at: datetime
    expires_at: datetime
    paid_at: datetime | None
    ended_at: datetime | None
    refundable_until: datetime | None
    disputed: bool
    lines: list[LineOut]
    refunds: list[RefundOut]
    disputes: list[DisputeOut]


class OrderPage(Schema):
    """Newest first."""

    items: list[OrderOut]
    total: int


class DeliverIn(Schema):
    """Which lines were sent or done, and how: a carrier and its number."""

    lines: Annotated[list[Id], Field(min_length=1, max_length=100)]
    how: Text = ""


class BackIn(Schema):
    """Minor units of a line that go back; `withdrawn`: what was received goes back with it."""

    line: Id
    minor: Minor
    withdrawn: bool = False


class RefundIn(Schema):
    """What goes back to the buyer, and why: they read it."""

    lines: Annotated[list[BackIn], Field(max_length=100)] = []
    shipping: Minor = 0
    why: Text


class AnswerIn(Schema):
    """What comes of a complaint; the buyer reads it."""

    answer: Text


class WhyIn(Schema):
    """The buyer reads it."""

    why: Text = ""
