"""How a member pays what is asked of them, and the proof that they did."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qunli.core.refusals import NotFound, Refusal
from qunli.domains.payments import facade as payments
from qunli.portal.request import MemberRequest, for_members

LARGEST_UPLOAD = 12 * 2**20


@for_members
def pay(request: MemberRequest, intent: int) -> HttpResponse:
    """How to pay, and the proof that one did."""
    given, wrong = request.POST, None
    if request.method == "POST":
        try:
            return _pay(request, intent)
        except Refusal as refusal:
            wrong = refusal
    one = payments.intent(request.actor, intent)
    if one.payer != request.actor.id:
        raise NotFound
    manual = next((rail for rail in payments.rails(request.community.id) if rail.rail == payments.MANUAL), None)
    context = {
        "one": one,
        "manual": manual if manual and manual.on else None,
        "own_wallet": f"wallet:{request.actor.id}",
        "given": given,
        "wrong": wrong,
    }
    return render(request, "portal/pay.html", context, status=wrong.status if wrong else 200)


@require_GET
@for_members
def rail_image(request: MemberRequest, rail: str) -> HttpResponse:
    """The QR picture to pay to."""
    return jpeg(payments.rail_image(request.community.id, rail))


@require_GET
@for_members
def proof_image(request: MemberRequest, proof: int) -> HttpResponse:
    """What one sent."""
    return jpeg(payments.proof_image(request.actor, proof))


def _pay(request: MemberRequest, intent: int) -> HttpResponse:
    if request.POST.get("deed") == "leave":
        payments.leave(actor=request.actor, intent=intent)
        return redirect("wallet", request.community.slug)
    image = request.FILES.get("image")
    payments.prove(
        actor=request.actor,
        intent=intent,
        data=image.read(LARGEST_UPLOAD + 1) if image is not None else None,
        note=request.POST.get("note", ""),
    )
    messages.success(request, _("Thank you. Somebody looks at the account and confirms it."), extra_tags="good")
    return redirect("pay", request.community.slug, intent)


def jpeg(data: bytes) -> HttpResponse:
    """A picture, for this member only."""
    answer = HttpResponse(data, content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
