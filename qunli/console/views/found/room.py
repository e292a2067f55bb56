"""Founding face to face: a code on the host's screen, and who came in by it."""

from __future__ import annotations

import base64

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.console.views.found.forms import RoomForm
from qunli.core.http import OperatorRequest
from qunli.core.refusals import Refusal
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
from qunli.kit import qr


def room(request: OperatorRequest) -> HttpResponse:
    """Open a room; once open, its code as large as the screen allows, and a list that fills by itself."""
    form = RoomForm(request.POST or None, initial={"digits": 6, "minutes": 15})
    if request.method == "POST" and form.is_valid():
        try:
            communities.open_room(actor=request.actor, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal.sentence))
        else:
            return redirect("room", request.community.slug)
    now = communities.latest_room(request.community.id)
    join = request.build_absolute_uri(reverse("join"))
    context = {
        "form": form,
        "room": now,
        "came": members.entries(request.community.id, now.id) if now else [],
        "join": join,
        "qr": _picture(f"{join}?code={now.code}") if now and now.open else "",
        "now": timezone.now(),
        "may": communities.may_let_in(request.actor),
    }
    return render(request, "console/found/room.html", context)


@require_GET
def came(request: OperatorRequest, room: int) -> HttpResponse:
    """Who came in so far; asked every few seconds while the code holds."""
    found = communities.room(request.community.id, room)
    context = {"room": found, "came": members.entries(request.community.id, found.id), "now": timezone.now()}
    return render(request, "console/found/room_came.html", context)


@require_POST
def close(request: OperatorRequest, room: int) -> HttpResponse:
    """The code opens nothing any more."""
    communities.close_room(actor=request.actor, room=room)
    messages.success(request, _("The room is closed. Everybody who came in stays a member."), extra_tags="good")
    return redirect("room", request.community.slug)


def _picture(address: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(qr.svg(address).encode()).decode()
