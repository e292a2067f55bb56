"""What a guest of a community sees."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from qunli.portal.request import PortalRequest, for_everybody


@require_GET
@for_everybody
def door(request: PortalRequest) -> HttpResponse:
    """Name and purpose, and how to come in."""
    if request.actor is not None:
        return redirect("portal", request.community.slug)
    return render(request, "portal/door.html")
