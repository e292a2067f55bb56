"""What was offered, ordered, delivered and given back. Numbers only: texts must not live on in the log."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OfferWritten:
    """An offer was made or described anew."""

    community: int
    offer: int


@dataclass(frozen=True)
class OfferMoved:
    """An offer went on sale, was stopped, or ended."""

    community: int
    offer: int
    state: str


@dataclass(frozen=True)
class CouponMade:
    """A code makes orders cheaper from now on."""

    community: int
    coupon: int


@dataclass(frozen=True)
class CouponEnded:
    """A code is no longer taken."""

    community: int
    coupon: int


@dataclass(frozen=True)
class OrderPlaced:
    """A member ordered; what it comes to in minor units."""

    community: int
    order: int
    buyer: int
    minor: int
    currency: str


@dataclass(frozen=True)
class OrderPaid:
    """The order's money is set aside for it."""

    community: int
    order: int
    buyer: int
    minor: int
    currency: str


@dataclass(frozen=True)
class OrderCancelled:
    """Nothing was paid and nothing is delivered."""

    community: int
    order: int


@dataclass(frozen=True)
class OrderDelivered:
    """`lines` of an order were sent or done."""

    community: int
    order: int
    buyer: int
    lines: int


@dataclass(frozen=True)
class OrderReceived:
    """The buyer has `lines` of an order, or said nothing for two weeks: they are earned."""

    community: int
    order: int
    lines: int


@dataclass(frozen=True)
class OrderClosed:
    """Everything was received, and the time in which it can be given back is over."""

    community: int
    order: int


@dataclass(frozen=True)
class OrderRefunded:
    """`minor` units went back to the buyer."""

    community: int
    order: int
    refund: int
    buyer: int
    minor: int
    currency: str


@dataclass(frozen=True)
class DisputeOpened:
    """A buyer says that something is wrong; the order's money is held."""

    community: int
    order: int
    dispute: int


@dataclass(frozen=True)
class DisputeSettled:
    """It was answered; what is held moves on."""

    community: int
    order: int
    dispute: int
