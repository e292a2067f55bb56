"""Coming in face to face: a code is typed, a name is given."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from qunli.core.actor import system
from qunli.core.http import number
from qunli.core.models import User
from qunli.core.refusals import NotFound, Refusal
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
from qunli.portal.views.rules import written


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Type the code that the host shows."""
    code, error, status = request.POST.get("code", request.GET.get("code", ""))[:12], "", 200
    if request.method == "POST":
        try:
            room = communities.try_code(actor=system(), code=code, guesser=request.META.get("REMOTE_ADDR", ""))
        except Refusal as refusal:
            error, status = str(refusal.sentence), refusal.status
        else:
            if room is not None:
                request.session["room"] = [room.community, room.id]
                return redirect("join_room")
            error, status = _("This code opens nothing. It may have expired: look at the screen again."), 422
    return render(request, "portal/join.html", {"code": code, "error": error}, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def come_in(request: HttpRequest) -> HttpResponse:
    """Give a name, say yes to the rules, and be a member."""
    here, room = request.session.get("room", [0, 0])
    try:
        community, found = communities.community(here), communities.room(here, room)
    except NotFound:
        return redirect("join")
    user = request.user if request.user.is_authenticated else None
    error, wrong = "", ""
    if request.method == "POST":
        try:
            _enter(request, found, user)
            return redirect("portal", community.slug)
        except Refusal as refusal:
            error, wrong = str(refusal.sentence), refusal.field or ""
    rules = communities.rules_of(here)
    context: dict[str, Any] = {
        "joining": community,
        "kit": communities.kit_of(here),
        "rules": rules,
        "lines": written(rules) if rules else [],
        "name": request.POST.get("name", str(user or "")),
        "known": any(one.id == here for one in members.memberships_of(user)) if user else False,
        "error": error,
        "wrong": wrong,
        "still": found.open,
    }
    return render(request, "portal/join_room.html", context, status=422 if error else 200)


def _enter(request: HttpRequest, room: communities.RoomView, user: User | None) -> None:
    agreed = request.POST.get("rules", "")
    account = members.enter_room(
        actor=system(room.community),
        room=room.id,
        name=request.POST.get("name", ""),
        user=user.id if user else None,
        acknowledges=number(agreed),
    )
    del request.session["room"]
    if user is None:
        login(request, User.objects.get(id=account), backend="django.contrib.auth.backends.ModelBackend")
