"""The API's addresses of payments and payouts. Amounts are whole minor units (9950 for 99.50 CNY)."""

from __future__ import annotations

import secrets
from typing import Annotated, Any, Literal

from ninja import Query, Router

from qunli.core.rest import PROBLEMS, ApiRequest, Key, Limit, Offset, PathId, Search, Slug
from qunli.domains.communities import facade as communities
from qunli.domains.payments import facade as here
from qunli.domains.payments.rest_shapes import (
    ConfirmIn,
    DecideIn,
    IntentOut,
    IntentPage,
    PayoutOut,
    PayoutPage,
    TermsIn,
    TermsOut,
)
from qunli.kit.money import Money

router = Router(tags=["payments"])
HERE = "/communities/{slug}"
Which = Annotated[Literal["", "look", "open", "paid", "called_off"], Query(description="look: a proof waits.")]
State = Annotated[
    Literal["", "asked", "approved", "sent", "refused", "failed", "called_off"], Query(description="Only those.")
]


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
