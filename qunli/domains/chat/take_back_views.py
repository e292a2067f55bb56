"""The page on which somebody learns what goes when an import is taken back, and decides."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from qunli.core.http import OperatorRequest
from qunli.domains.chat import extent, policy, queries
from qunli.domains.chat.models import HistoryImport
from qunli.domains.chat.operations.take_back_import import take_back_import


def take_back(request: OperatorRequest, history: int) -> HttpResponse:
    """In numbers, and what stays; then do it."""
    policy.may_import(request.actor).or_refuse()
    if request.method == "POST":
        take_back_import(actor=request.actor, history_import=history)
        messages.success(request, _("It is being taken back."), extra_tags="good")
        return redirect("history", request.community.slug, history)
    one = queries.history_import(request.actor, history)
    if one.state in (HistoryImport.State.TAKING_BACK, HistoryImport.State.TAKEN_BACK):
        return redirect("history", request.community.slug, history)
    context = {"one": one, "alone": extent.brought_alone(request.actor, history)}
    return render(request, "chat/take_back.html", context)
