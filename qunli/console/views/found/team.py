"""Who is responsible for what."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.console.views.found.forms import DutyForm
from qunli.core.http import OperatorRequest
from qunli.core.refusals import NotFound, Refusal
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members

MOST = 500
"""Members offered as holders; a larger community finds the others by name."""


@require_GET
def team(request: OperatorRequest) -> HttpResponse:
    """Every duty with its holder, and the gaps."""
    duties = members.duties(request.community.id)
    held = {one.holder_id for one in duties if one.by == "colleague"}
    context = {
        "duties": duties,
        "responsible": next((one for one in duties if one.whole_group and one.holder), None),
        "gaps": [one for one in duties if not one.holder],
        "free": [one for one in communities.colleagues(request.actor) if one.user not in held],
        "parts": dict(DutyForm(holders=[]).fields["part"].choices),  # type: ignore[attr-defined]
        "may": communities.may_govern(request.actor),
    }
    return render(request, "console/found/team.html", context)


def duty(request: OperatorRequest, duty: int | None = None) -> HttpResponse:
    """Describe a duty and give it to somebody."""
    known = None
    if duty is not None:
        known = next((one for one in members.duties(request.community.id) if one.id == duty), None)
        if known is None:
            raise NotFound
    form = DutyForm(request.POST or None, initial=_initial(known), holders=_holders(request))
    if request.method == "POST" and form.is_valid():
        try:
            members.give_duty(actor=request.actor, duty=duty, **form.facts())
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal.sentence))
        else:
            messages.success(request, _("Saved."), extra_tags="good")
            return redirect("team", request.community.slug)
    context = {"form": form, "duty": known, "may": communities.may_govern(request.actor)}
    return render(request, "console/found/duty.html", context)


@require_POST
def end(request: OperatorRequest, duty: int) -> HttpResponse:
    """The duty is no more."""
    members.end_duty(actor=request.actor, duty=duty)
    messages.success(request, _("The duty was taken off the list."), extra_tags="good")
    return redirect("team", request.community.slug)


def _initial(known: members.DutyView | None) -> dict[str, Any]:
    if known is None:
        return {"part": "manager"}
    holder = f"{known.by}:{known.holder_id}" if known.by else ""
    facts = {name: getattr(known, name) for name in ("title", "what", "part", "whole_group")}
    return facts | {"holder": holder}


def _holders(request: OperatorRequest) -> list[tuple[str, Any]]:
    colleagues = [(f"colleague:{one.user}", one.name or one.email) for one in communities.colleagues(request.actor)]
    known = members.acknowledgements(request.community.id, MOST, 0)
    people = [(f"member:{one.person}", one.name) for one in known]
    return [
        ("", _("nobody yet")),
        (_("Colleagues"), colleagues),
        *([(_("Members"), people)] if people else []),
    ]
