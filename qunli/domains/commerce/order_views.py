"""Pages of the chapter Earn about orders."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qunli.core import typed
from qunli.core.http import OperatorRequest, number, numbers
from qunli.core.refusals import Refusal
from qunli.core.spreadsheet import as_csv
from qunli.core.streaming import stream
from qunli.domains.commerce import facade as here
from qunli.domains.commerce.ordered import SHOWN
from qunli.domains.commerce.views import A_PAGE, around, offset, pages
from qunli.domains.ledger import facade as ledger


@require_GET
def orders(request: OperatorRequest) -> HttpResponse:
    """Everybody's, newest first; `?which=` and `?q=` narrow."""
    which, search = request.GET.get("which", ""), request.GET.get("q", "")[:100]
    which = which if which in SHOWN else ""
    found, total = here.orders(request.actor, which=which, search=search, limit=A_PAGE, offset=offset(request))
    context = {
        "orders": found,
        "which": which,
        "q": search,
        "counts": here.counts(request.actor),
        "pages": pages(request, total),
    }
    return render(request, "commerce/orders.html", context | around(request))


@require_GET
def orders_csv(request: OperatorRequest) -> StreamingHttpResponse:
    """The same as a table."""
    which, search = request.GET.get("which", ""), request.GET.get("q", "")[:100]
    lines = here.table(request.actor, which=which if which in SHOWN else "", search=search)
    return stream(request, as_csv(lines), "text/csv; charset=utf-8", f"{request.community.slug}-orders.csv")


def order(request: OperatorRequest, order: int) -> HttpResponse:
    """One: deliver, give back, answer, cancel."""
    wrong = None
    if request.method == "POST":
        try:
            _do(request, order)
            messages.success(request, _("Done."), extra_tags="good")
            return redirect("shop_order", request.community.slug, order)
        except Refusal as refusal:
            wrong = refusal
    transfers = here.transfers_of(request.actor, order)
    context = {
        "one": here.order(request.actor, order),
        "transfers": [(moved, ledger.KINDS.get(moved.kind, moved.kind)) for moved in transfers],
        "given": request.POST,
        "wrong": wrong,
        "key": request.POST.get("key") or secrets.token_hex(12),
    }
    return render(request, "commerce/order.html", context | around(request), status=wrong.status if wrong else 200)


def _do(request: OperatorRequest, order: int) -> None:
    given, actor = request.POST, request.actor
    key = given.get("key", "")[:80] or None
    deeds: dict[str, Callable[[], object]] = {
        "deliver": lambda: here.deliver(
            actor=actor, order=order, lines=numbers(given.getlist("line")), how=given.get("how", ""), key=key
        ),
        "refund": lambda: _refund(request, order, key),
        "cancel": lambda: here.cancel(actor=actor, order=order, why=given.get("why", "")),
        "settle": lambda: here.settle(
            actor=actor, dispute=number(given.get("dispute")) or 0, answer=given.get("answer", "")
        ),
    }
    if deed := deeds.get(given.get("deed", "")):
        deed()


def _refund(request: OperatorRequest, order: int, key: str | None) -> int:
    given, known = request.POST, here.order(request.actor, order)
    currency = known.total.currency

    def minor(name: str) -> int:
        text = given.get(name, "").strip()
        return typed.amount(text, currency).minor if text else 0

    lines = [
        here.BackIn(line.id, minor(f"back-{line.id}"), f"withdrawn-{line.id}" in given)
        for line in known.lines
        if minor(f"back-{line.id}") or f"withdrawn-{line.id}" in given
    ]
    return here.refund(
        actor=request.actor,
        order=order,
        lines=lines,
        shipping=minor("back-shipping"),
        why=given.get("why", ""),
        key=key,
    )
