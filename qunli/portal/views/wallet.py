"""A member's money: what is in the wallet, what they owe, and how it comes out again."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.core import typed
from qunli.core.http import number
from qunli.core.refusals import NotFound, Refusal
from qunli.domains.ledger import facade as ledger
from qunli.domains.payments import facade as payments
from qunli.kit.money import CURRENCIES
from qunli.portal.request import MemberRequest, for_members

A_PAGE = 30


@require_GET
@for_members
def wallet(request: MemberRequest) -> HttpResponse:
    """What is there, what is asked for, what goes out."""
    terms = payments.terms(request.community.id)
    context = {
        "amounts": payments.wallet(request.actor.person),
        "terms": terms,
        "open": payments.open_intents(request.actor),
        "payouts": payments.own_payouts(request.actor),
        "can_pay": any(one.on for one in payments.rails(request.community.id)),
    }
    return render(request, "portal/wallet.html", context)


@require_GET
@for_members
def statement(request: MemberRequest, currency: str) -> HttpResponse:
    """What came in and went out in one currency, newest first."""
    if currency not in CURRENCIES:
        raise NotFound
    before = number(request.GET.get("before"))
    lines = payments.statement(request.actor, currency, before=before, limit=A_PAGE + 1)
    context = {
        "currency": currency,
        "lines": [(line, ledger.KINDS.get(line.kind, line.kind)) for line in lines[:A_PAGE]],
        "next": lines[A_PAGE - 1].version if len(lines) > A_PAGE else None,
    }
    return render(request, "portal/statement.html", context)


@for_members
def top_up(request: MemberRequest) -> HttpResponse:
    """Put money into the wallet."""
    terms, given, wrong = payments.terms(request.community.id), request.POST, None
    if request.method == "POST":
        try:
            amount = typed.amount(given.get("amount", ""), terms.currency)
            intent = payments.top_up(actor=request.actor, amount=amount, title=str(_("For my wallet")))
            return redirect("pay", request.community.slug, intent)
        except Refusal as refusal:
            wrong = refusal
    context = {"terms": terms, "given": given, "wrong": wrong}
    return render(request, "portal/top_up.html", context, status=wrong.status if wrong else 200)


@for_members
def withdraw(request: MemberRequest) -> HttpResponse:
    """Ask for money out of the wallet. The form carries the key that makes a second click harmless."""
    terms, given, wrong = payments.terms(request.community.id), request.POST, None
    if request.method == "POST":
        try:
            currency = given.get("currency", "")
            amount = typed.amount(given.get("amount", ""), currency if currency in CURRENCIES else terms.currency)
            payments.withdraw(
                actor=request.actor, amount=amount, to=given.get("to", ""), key=given.get("key", "")[:80] or None
            )
            messages.success(
                request, _("Asked for. Somebody approves it; until then it is set aside."), extra_tags="good"
            )
            return redirect("wallet", request.community.slug)
        except Refusal as refusal:
            wrong = refusal
    context = {
        "terms": terms,
        "amounts": [one for one in payments.wallet(request.actor.person) if one.currency != "POINTS"],
        "given": given,
        "wrong": wrong,
        "key": given.get("key") or secrets.token_hex(12),
    }
    return render(request, "portal/withdraw.html", context, status=wrong.status if wrong else 200)


@require_POST
@for_members
def call_off_payout(request: MemberRequest, payout: int) -> HttpResponse:
    """Keep it in the wallet after all."""
    try:
        payments.call_off_payout(actor=request.actor, payout=payout)
        messages.success(request, _("It is in your wallet again."), extra_tags="good")
    except Refusal as refusal:
        messages.warning(request, str(refusal.sentence), extra_tags="warn")
    return redirect("wallet", request.community.slug)
