"""Pages of the chapter Earn about what came in and what goes out."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qunli.core import typed
from qunli.core.http import OperatorRequest, number, page_asked
from qunli.core.refusals import Refusal
from qunli.core.spreadsheet import as_csv
from qunli.core.streaming import stream
from qunli.domains.payments import facade as here
from qunli.domains.payments.desk import WHICH

A_PAGE = 30
OFFERED = ("CNY", "USD", "EUR", "HKD", "TWD", "JPY", "GBP", "SGD")
LARGEST_UPLOAD = 12 * 2**20


@require_GET
def payments(request: OperatorRequest) -> HttpResponse:
    """What is asked for and what came, newest first; those to look at with `?which=look`."""
    which, search = request.GET.get("which", ""), request.GET.get("q", "")[:100]
    which = which if which in WHICH else ""
    found, total = here.intents(request.actor, which=which, search=search, limit=A_PAGE, offset=offset(request))
    context = {"intents": found, "which": which, "q": search, "pages": pages(request, total)}
    return render(request, "payments/payments.html", context | around(request))


def payment(request: OperatorRequest, intent: int) -> HttpResponse:
    """One: what was sent as proof, what came, and the deeds."""
    wrong = None
    if request.method == "POST":
        try:
            _decide(request, intent)
            return redirect("payment", request.community.slug, intent)
        except Refusal as refusal:
            wrong = refusal
    context = {
        "one": here.intent(request.actor, intent),
        "arrivals": here.arrivals(request.actor, intent=intent),
        "given": request.POST,
        "wrong": wrong,
        "key": request.POST.get("key") or secrets.token_hex(12),
    }
    return render(request, "payments/payment.html", context | around(request), status=wrong.status if wrong else 200)


def set_up(request: OperatorRequest) -> HttpResponse:
    """Currency, limits, and the account that members pay to."""
    here.may_move(request.actor).or_refuse()
    given, wrong = request.POST, None
    if request.method == "POST":
        try:
            _set_up(request)
            messages.success(request, _("Saved."), extra_tags="good")
            return redirect("payments_set_up", request.community.slug)
        except Refusal as refusal:
            wrong = refusal
    terms = here.terms(request.community.id)
    manual = next((one for one in here.rails(request.community.id) if one.rail == here.MANUAL), None)
    context = {"terms": terms, "manual": manual, "given": given, "wrong": wrong, "currencies": OFFERED}
    return render(request, "payments/set_up.html", context | around(request), status=wrong.status if wrong else 200)


@require_GET
def payments_csv(request: OperatorRequest) -> StreamingHttpResponse:
    """What came in and went out."""
    name = f"{request.community.slug}-payments.csv"
    return stream(request, as_csv(here.table(request.actor)), "text/csv; charset=utf-8", name)


@require_GET
def proof_image(request: OperatorRequest, proof: int) -> HttpResponse:
    """What a payer sent."""
    here.may_read(request.actor).or_refuse()
    return _jpeg(here.proof_image(request.actor, proof))


@require_GET
def rail_image(request: OperatorRequest, rail: str) -> HttpResponse:
    """The QR picture that members pay to."""
    return _jpeg(here.rail_image(request.community.id, rail))


def _decide(request: OperatorRequest, intent: int) -> None:
    given, actor = request.POST, request.actor
    deed = given.get("deed", "")
    if deed == "confirm":
        asked = here.intent(actor, intent)
        amount = typed.amount(given.get("amount", ""), asked.amount.currency)
        key = given.get("key", "")[:80] or secrets.token_hex(12)
        here.confirm(actor=actor, intent=intent, amount=amount, note=given.get("note", ""), key=key)
        messages.success(request, _("The money is in the member's wallet."), extra_tags="good")
    elif deed == "refuse":
        here.refuse_proof(actor=actor, proof=number(given.get("proof")) or 0, why=given.get("why", ""))
        messages.success(request, _("The member reads why."), extra_tags="good")
    elif deed == "undo":
        here.undo(actor=actor, arrival=number(given.get("arrival")) or 0, why=given.get("why", ""))
        messages.success(request, _("Taken back. The books show both."), extra_tags="good")


def _set_up(request: OperatorRequest) -> None:
    given = request.POST
    if given.get("form") == "terms":
        currency = given.get("currency", "")
        most = given.get("most_a_day", "").strip()
        here.write_terms(
            actor=request.actor,
            currency=currency,
            withdrawals="withdrawals" in given,
            least=typed.amount(given.get("least", ""), currency if currency in OFFERED else "USD", field="least").minor,
            most_a_day=typed.amount(most, currency, field="most_a_day").minor if most else None,
        )
        return
    image = request.FILES.get("image")
    here.set_manual(
        actor=request.actor,
        on="on" in given,
        words=given.get("words", ""),
        image=image.read(LARGEST_UPLOAD + 1) if image is not None else None,
        drop_image="drop_image" in given,
    )


def around(request: OperatorRequest) -> dict[str, object]:
    """What each page shows besides its own."""
    return {"may_move": bool(here.may_move(request.actor)), "counts": here.counts(request.actor)}


def _jpeg(data: bytes) -> HttpResponse:
    answer = HttpResponse(data, content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def offset(request: OperatorRequest) -> int:
    """How many come on earlier pages."""
    return (page_asked(request) - 1) * A_PAGE


def pages(request: OperatorRequest, total: int) -> Page[int]:
    """For the pager."""
    return Paginator(range(total), A_PAGE).get_page(page_asked(request))
