"""Pages of the chapter Earn about what goes out."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.core.http import OperatorRequest
from qunli.core.refusals import Refusal
from qunli.domains.payments import facade as here
from qunli.domains.payments.models import Payout
from qunli.domains.payments.views import A_PAGE, around, offset, pages


@require_GET
def payouts(request: OperatorRequest) -> HttpResponse:
    """What goes out, newest first; `?state=` narrows."""
    state = request.GET.get("state", "")
    state = state if state in Payout.State.values else ""
    found, total = here.payouts(request.actor, state=state, limit=A_PAGE, offset=offset(request))
    context = {"payouts": found, "state": state, "states": Payout.State.choices, "pages": pages(request, total)}
    return render(request, "payments/payouts.html", context | around(request))


@require_POST
def payout(request: OperatorRequest, payout: int) -> HttpResponse:
    """Approve, refuse, say that it was sent or could not be."""
    given, actor = request.POST, request.actor
    deeds: dict[str, Callable[[], None]] = {
        "approve": lambda: here.approve(actor=actor, payout=payout),
        "refuse": lambda: here.refuse(actor=actor, payout=payout, why=given.get("why", "")),
        "sent": lambda: here.mark_sent(actor=actor, payout=payout, external=given.get("external", "")),
        "failed": lambda: here.mark_failed(actor=actor, payout=payout, why=given.get("why", "")),
    }
    try:
        if deed := deeds.get(given.get("deed", "")):
            deed()
    except Refusal as refusal:
        messages.warning(request, str(refusal.sentence), extra_tags="warn")
    else:
        messages.success(request, _("Done."), extra_tags="good")
    return redirect("payouts", request.community.slug)
