"""How the community looks, and what is printed of it."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.console.views.found.first_steps import shut
from qunli.console.views.found.forms import KitForm
from qunli.core.http import OperatorRequest
from qunli.core.refusals import Conflict, NotFound, Refusal
from qunli.domains.communities import facade as communities
from qunli.reports import poster as posters
from qunli.reports.pdf import NoChineseFont

TYPES = {"pdf": "application/pdf", "png": "image/png"}


def kit(request: OperatorRequest) -> HttpResponse:
    """Slogan, colours, gifts, logo, and how members see them."""
    view = communities.kit_of(request.community.id)
    form = KitForm(request.POST or None, initial=dataclasses.asdict(view))
    if request.method == "POST" and form.is_valid():
        try:
            communities.dress(actor=request.actor, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal.sentence))
        else:
            messages.success(request, _("Saved. Member pages wear it now."), extra_tags="good")
            return redirect("kit", request.community.slug)
    context = {
        "form": form,
        "kit": view,
        "ink": communities.ink_on(view.colour),
        "ink_dark": communities.ink_on(view.colour_dark),
        "on_paper": communities.reads_on(view.colour, dark=False),
        "at_night": communities.reads_on(view.colour_dark, dark=True),
        "may": communities.may_describe(request.actor),
        "shut": shut(request.community.id),
        "only_here": request.get_host().partition(":")[0] in ("localhost", "127.0.0.1"),
    }
    return render(request, "console/found/kit.html", context)


@require_POST
def logo(request: OperatorRequest) -> HttpResponse:
    """Put a picture in the logo's place, or take it away."""
    try:
        if "remove" in request.POST:
            communities.take_logo_away(actor=request.actor)
        elif upload := request.FILES.get("logo"):
            communities.put_logo(actor=request.actor, data=upload.read())
    except Refusal as refusal:
        messages.warning(request, str(refusal.sentence), extra_tags="warn")
    else:
        messages.success(request, _("Saved. Member pages wear it now."), extra_tags="good")
    return redirect("kit", request.community.slug)


@require_GET
def poster(request: OperatorRequest, form: Literal["pdf", "png"]) -> HttpResponse:
    """A poster with the QR code of the door, or of the room that is open now."""
    if form not in TYPES:
        raise NotFound
    room = communities.latest_room(request.community.id)
    code = room.code if room and room.open and request.GET.get("room") else ""
    path = f"{reverse('join')}?code={code}" if code else reverse("door", args=[request.community.slug])
    try:
        file = posters.poster(_printed(request, request.build_absolute_uri(path), code), form)
    except NoChineseFont as error:
        raise Conflict(
            _("No font for Chinese is installed on the server, so the poster would show boxes: install fonts-noto-cjk.")
        ) from error
    answer = HttpResponse(file, content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{request.community.slug}.{form}"'
    return answer


def _printed(request: OperatorRequest, address: str, code: str) -> posters.Printed:
    view = communities.kit_of(request.community.id)
    community: Any = request.community
    return posters.Printed(
        title=community.name,
        slogan=view.slogan,
        lines=tuple(one for one in (community.purpose, view.gifts[:160]) if one),
        address=address,
        hint=_("Scan to come in, or type the code at the address below") if code else _("Scan to come in"),
        colour=view.colour,
        ink=communities.ink_on(view.colour),
        code=code,
        logo=communities.logo_of(community.id) if view.has_logo else None,
        chinese=getattr(request, "LANGUAGE_CODE", "en").startswith("zh"),
    )


@require_GET
def logo_file(request: HttpRequest) -> HttpResponse:
    """The logo, for the console."""
    community: Any = request.community  # type: ignore[attr-defined]
    return HttpResponse(communities.logo_of(community.id), content_type="image/png")
