"""Money came in, was sent, was asked for. Numbers only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PaymentReceived:
    """`minor` units came into the payer's wallet for `about`; whether that is enough, whoever asked sees."""

    community: int
    intent: int
    payer: int
    about: str
    minor: int
    currency: str


@dataclass(frozen=True)
class PaymentUndone:
    """What was confirmed had not come; it is out of the wallet again."""

    community: int
    intent: int
    payer: int
    about: str
    minor: int
    currency: str


@dataclass(frozen=True)
class ProofSent:
    """A member says that they paid."""

    community: int
    intent: int
    payer: int


@dataclass(frozen=True)
class ProofRefused:
    """Somebody looked, and the money was not there."""

    community: int
    intent: int
    payer: int


@dataclass(frozen=True)
class PayoutAsked:
    """A member wants money out of their wallet."""

    community: int
    payout: int
    person: int
    minor: int
    currency: str


@dataclass(frozen=True)
class PayoutApproved:
    """It can be sent."""

    community: int
    payout: int
    person: int


@dataclass(frozen=True)
class PayoutRefused:
    """It is in the wallet again."""

    community: int
    payout: int
    person: int


@dataclass(frozen=True)
class PayoutSent:
    """The money left."""

    community: int
    payout: int
    person: int
    minor: int
    currency: str


@dataclass(frozen=True)
class PayoutFailed:
    """It could not be sent, and is in the wallet again."""

    community: int
    payout: int
    person: int


@dataclass(frozen=True)
class PayoutCalledOff:
    """The member took it back before it was sent."""

    community: int
    payout: int
    person: int


@dataclass(frozen=True)
class TermsWritten:
    """How money is taken and paid out was set."""

    community: int


@dataclass(frozen=True)
class RailSet:
    """A way for money in and out was set up or switched."""

    community: int
    rail: str
    on: bool
