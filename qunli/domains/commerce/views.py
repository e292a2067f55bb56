"""Pages of the chapter Earn about offers and coupons."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.core.http import OperatorRequest, page_asked
from qunli.core.refusals import Refusal
from qunli.domains.commerce import facade as here
from qunli.domains.commerce import forms
from qunli.domains.payments import facade as payments

A_PAGE = 30
LARGEST_UPLOAD = 12 * 2**20


@require_GET
def offers(request: OperatorRequest) -> HttpResponse:
    """All of them, newest first; `?state=` and `?q=` narrow."""
    state, search = request.GET.get("state", ""), request.GET.get("q", "")[:100]
    state = state if state in dict(here.STATES) else ""
    found, total = here.offers(request.actor, state=state, search=search, limit=A_PAGE, offset=offset(request))
    context = {"offers": found, "state": state, "q": search, "states": here.STATES, "pages": pages(request, total)}
    return render(request, "commerce/offers.html", context | around(request))


def new_offer(request: OperatorRequest) -> HttpResponse:
    """Write one; nobody sees it before it is put on sale."""
    here.may_keep_shop(request.actor).or_refuse()
    wrong = None
    if request.method == "POST":
        try:
            said = forms.offer_said(request.POST, request.community.time_zone)
            made = here.write_offer(actor=request.actor, said=said)
            messages.success(request, _("Kept as a draft. Add pictures, then put it on sale."), extra_tags="good")
            return redirect("offer", request.community.slug, made)
        except Refusal as refusal:
            wrong = refusal
    return _form(request, None, wrong)


def offer(request: OperatorRequest, offer: int) -> HttpResponse:
    """One: what it says, its pictures, where it stands."""
    known, wrong = here.offer(request.actor, offer), None
    if request.method == "POST":
        try:
            said = forms.offer_said(request.POST, request.community.time_zone)
            here.write_offer(actor=request.actor, said=said, offer=offer)
            messages.success(request, _("Saved."), extra_tags="good")
            return redirect("offer", request.community.slug, offer)
        except Refusal as refusal:
            wrong = refusal
    return _form(request, known, wrong)


@require_POST
def move(request: OperatorRequest, offer: int) -> HttpResponse:
    """Put it on sale, stop, end."""
    try:
        here.move_offer(actor=request.actor, offer=offer, state=request.POST.get("state", ""))
        messages.success(request, _("Done."), extra_tags="good")
    except Refusal as refusal:
        messages.warning(request, str(refusal.sentence), extra_tags="warn")
    return redirect("offer", request.community.slug, offer)


@require_POST
def add_picture(request: OperatorRequest, offer: int) -> HttpResponse:
    """One more."""
    image = request.FILES.get("image")
    try:
        data = image.read(LARGEST_UPLOAD + 1) if image is not None else b""
        here.add_picture(actor=request.actor, offer=offer, data=data, caption=request.POST.get("caption", ""))
    except Refusal as refusal:
        messages.warning(request, str(refusal.sentence), extra_tags="warn")
    return redirect("offer", request.community.slug, offer)


@require_POST
def remove_picture(request: OperatorRequest, offer: int, shot: int) -> HttpResponse:
    """Away with it."""
    here.remove_picture(actor=request.actor, picture=shot)
    return redirect("offer", request.community.slug, offer)


@require_GET
def picture_file(request: OperatorRequest, shot: int) -> HttpResponse:
    """The pixels."""
    answer = HttpResponse(here.picture(request.actor, shot, small=True), content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def coupons(request: OperatorRequest) -> HttpResponse:
    """Those there are, and one to make."""
    wrong = None
    if request.method == "POST":
        try:
            here.make_coupon(actor=request.actor, said=forms.coupon_said(request.POST, request.community.time_zone))
            messages.success(request, _("The coupon is taken from now on."), extra_tags="good")
            return redirect("coupons", request.community.slug)
        except Refusal as refusal:
            wrong = refusal
    found, total = here.coupons(request.actor, limit=A_PAGE, offset=offset(request))
    choices, _total = here.offers(request.actor, limit=200)
    context = {
        "coupons": found,
        "pages": pages(request, total),
        "choices": [one for one in choices if one.state != "ended"],
        "currencies": forms.OFFERED,
        "currency": payments.terms(request.community.id).currency,
        "given": request.POST,
        "wrong": wrong,
    }
    status = wrong.status if wrong else 200
    return render(request, "commerce/coupons.html", context | around(request), status=status)


@require_POST
def end_coupon(request: OperatorRequest, coupon: int) -> HttpResponse:
    """It is not taken any more."""
    here.end_coupon(actor=request.actor, coupon=coupon)
    messages.success(request, _("The coupon is not taken any more."), extra_tags="good")
    return redirect("coupons", request.community.slug)


def around(request: OperatorRequest) -> dict[str, object]:
    """What each page shows besides its own."""
    return {"may_keep": bool(here.may_keep_shop(request.actor))}


def offset(request: OperatorRequest) -> int:
    """How many come on earlier pages."""
    return (page_asked(request) - 1) * A_PAGE


def pages(request: OperatorRequest, total: int) -> Page[int]:
    """For the pager."""
    return Paginator(range(total), A_PAGE).get_page(page_asked(request))


def _form(request: OperatorRequest, known: here.OfferView | None, wrong: Refusal | None) -> HttpResponse:
    given = request.POST if wrong else None
    context = {
        "one": known,
        "given": given,
        "lines": forms.variant_lines(given, known),
        "wrong": wrong,
        "kinds": here.KINDS,
        "currencies": forms.OFFERED,
        "currency": known.currency if known else payments.terms(request.community.id).currency,
    }
    return render(request, "commerce/offer.html", context | around(request), status=wrong.status if wrong else 200)
