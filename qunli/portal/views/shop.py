"""The shop: what can be bought, what one ordered, what happens next."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qunli.core.http import number, numbers, page_asked
from qunli.core.refusals import Refusal
from qunli.domains.commerce import facade as commerce
from qunli.domains.payments import facade as payments
from qunli.portal.request import MemberRequest, for_members

A_PAGE = 24
COUNTS = range(1, 11)


@require_GET
@for_members
def shop(request: MemberRequest) -> HttpResponse:
    """What is on sale, newest first."""
    search, page = request.GET.get("q", "")[:100], page_asked(request)
    found, total = commerce.on_sale(request.actor, search=search, limit=A_PAGE, offset=(page - 1) * A_PAGE)
    orders, many = commerce.own_orders(request.actor, limit=1)
    pages = Paginator(range(total), A_PAGE).get_page(page)
    context = {"offers": found, "q": search, "pages": pages, "latest": orders[0] if orders else None, "many": many}
    return render(request, "portal/shop.html", context)


@for_members
def offer(request: MemberRequest, offer: int) -> HttpResponse:
    """One thing, and ordering it. The form carries the key that makes a second click harmless."""
    given, wrong = request.POST, None
    if request.method == "POST":
        try:
            order = _place(request)
            if commerce.order(request.actor, order).state == "placed":
                commerce.pay(actor=request.actor, order=order)
            messages.success(request, _("Ordered."), extra_tags="good")
            return redirect("my_order", request.community.slug, order)
        except Refusal as refusal:
            wrong = refusal
    one = commerce.offer(request.actor, offer)
    context = {
        "one": one,
        "given": given,
        "wrong": wrong,
        "counts": COUNTS,
        "key": given.get("key") or secrets.token_hex(12),
        "code": given.get("code", "") or request.GET.get("code", "")[:40],
        "there": payments.spendable_of(request.actor, one.currency),
        "first_variant": next((each.id for each in one.variants if not each.sold_out), None),
    }
    return render(request, "portal/offer.html", context, status=wrong.status if wrong else 200)


@require_GET
@for_members
def orders(request: MemberRequest) -> HttpResponse:
    """What one ordered, newest first."""
    page = page_asked(request)
    found, total = commerce.own_orders(request.actor, limit=A_PAGE, offset=(page - 1) * A_PAGE)
    pages = Paginator(range(total), A_PAGE).get_page(page)
    return render(request, "portal/orders.html", {"orders": found, "pages": pages})


@for_members
def order(request: MemberRequest, order: int) -> HttpResponse:
    """One order: what happens next, and what one can do."""
    given, actor, wrong = request.POST, request.actor, None
    deeds: dict[str, Callable[[], object]] = {
        "pay": lambda: commerce.pay(actor=actor, order=order),
        "cancel": lambda: commerce.cancel(actor=actor, order=order),
        "receive": lambda: commerce.receive(actor=actor, order=order, lines=numbers(given.getlist("line"))),
        "complain": lambda: commerce.complain(actor=actor, order=order, text=given.get("text", "")),
    }
    if request.method == "POST":
        try:
            if deed := deeds.get(given.get("deed", "")):
                deed()
            return redirect("my_order", request.community.slug, order)
        except Refusal as refusal:
            wrong = refusal
    one = commerce.order(actor, order)
    context = {
        "one": one,
        "next_steps": commerce.next_steps(actor, order),
        "asked": payments.asked_about(actor, f"order:{order}"),
        "given": given,
        "wrong": wrong,
    }
    return render(request, "portal/order.html", context, status=wrong.status if wrong else 200)


@require_GET
@for_members
def picture(request: MemberRequest, shot: int, size: str) -> HttpResponse:
    """The pixels of an offer's picture."""
    data = commerce.picture(request.actor, shot, small=size != "large")
    answer = HttpResponse(data, content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _place(request: MemberRequest) -> int:
    given = request.POST
    wanted = [commerce.Wanted(number(given.get("variant")) or 0, number(given.get("count"), 10_000) or 0)]
    return commerce.place(
        actor=request.actor,
        wanted=wanted,
        coupon=given.get("coupon", "")[:40],
        code=given.get("code", "")[:40],
        address={name: given.get(f"address_{name}", "") for name in ("name", "phone", "lines")},
        note=given.get("note", ""),
        key=given.get("key", "")[:80] or None,
    )
