"""The API's addresses of payments and payouts. Amounts are whole minor units (9950 for 99.50 CNY)."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema
from pydantic import Field

from qunli.core.rest import PROBLEMS, STORABLE, ApiRequest, Key, Limit, Offset, PathId, Search, Slug, Text
from qunli.domains.communities import facade as communities
from qunli.domains.payments import facade as here
from qunli.kit.money import LARGEST, Money

router = Router(tags=["payments"])
HERE = "/communities/{slug}"
Which = Annotated[Literal["", "look", "open", "paid", "called_off"], Query(description="look: a proof waits.")]
State = Annotated[
    Literal["", "asked", "approved", "sent", "refused", "failed", "called_off"], Query(description="Only those.")
]
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


@router.get(HERE + "/payments", response={200: IntentPage, **PROBLEMS}, summary="Payments")
def payments(
    request: ApiRequest, slug: Slug, which: Which = "", q: Search = "", limit: Limit = 50, offset: Offset = 0
) -> Any:
    """What is asked of members, and what came."""
    actor = communities.actor_at(request.auth, slug)
    found, total = here.intents(actor, which=which, search=q, limit=limit, offset=offset)
    return {"items": found, "total": total}


@router.get(HERE + "/payments/{intent}", response={200: IntentOut, **PROBLEMS}, summary="One payment")
def payment(request: ApiRequest, slug: Slug, intent: PathId) -> Any:
    """With what was sent as proof."""
    actor = communities.actor_at(request.auth, slug)
    return here.intent(actor, intent)


@router.post(HERE + "/payments/{intent}/confirm", response={200: IntentOut, **PROBLEMS}, summary="The money came")
def confirm(request: ApiRequest, slug: Slug, intent: PathId, body: ConfirmIn, key: Key = None) -> Any:
    """By hand: it is in the member's wallet."""
    actor = communities.actor_at(request.auth, slug)
    amount = Money(body.minor, here.intent(actor, intent).amount.currency)
    here.confirm(actor=actor, intent=intent, amount=amount, note=body.note, key=key or secrets.token_hex(12))
    return here.intent(actor, intent)


@router.get(HERE + "/payouts", response={200: PayoutPage, **PROBLEMS}, summary="Payouts")
def payouts(request: ApiRequest, slug: Slug, state: State = "", limit: Limit = 50, offset: Offset = 0) -> Any:
    """Withdrawals and refunds."""
    found, total = here.payouts(communities.actor_at(request.auth, slug), state=state, limit=limit, offset=offset)
    return {"items": found, "total": total}


@router.post(HERE + "/payouts/{payout}", response={200: PayoutOut, **PROBLEMS}, summary="Decide about a payout")
def decide(request: ApiRequest, slug: Slug, payout: PathId, body: DecideIn, key: Key = None) -> Any:
    """Nobody approves their own withdrawal."""
    actor = communities.actor_at(request.auth, slug)
    if body.deed == "approve":
        here.approve(actor=actor, payout=payout, key=key)
    elif body.deed == "refuse":
        here.refuse(actor=actor, payout=payout, why=body.why, key=key)
    elif body.deed == "sent":
        here.mark_sent(actor=actor, payout=payout, external=body.external, key=key)
    else:
        here.mark_failed(actor=actor, payout=payout, why=body.why, key=key)
    return here.payout(actor, payout)


@router.get(HERE + "/payments-terms", response={200: TermsOut, **PROBLEMS}, summary="How members pay")
def terms(request: ApiRequest, slug: Slug) -> Any:
    """The main currency and the limits of withdrawals."""
    return here.terms(communities.actor_at(request.auth, slug).here)


@router.put(HERE + "/payments-terms", response={200: TermsOut, **PROBLEMS}, summary="Set how members pay")
def write_terms(request: ApiRequest, slug: Slug, body: TermsIn, key: Key = None) -> Any:
    """What was asked for before stays as it was asked for."""
    actor = communities.actor_at(request.auth, slug)
    here.write_terms(actor=actor, key=key, **body.dict())
    return here.terms(actor.here)
