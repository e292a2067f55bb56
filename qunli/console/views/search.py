"""Search everywhere: members and pages that contain what is typed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qunli.console.views.understand import TABS
from qunli.core.http import OperatorRequest
from qunli.domains.insight import facade as insight


@require_GET
def search(request: OperatorRequest) -> HttpResponse:
    """Members and pages that contain what is typed."""
    text = request.GET.get("q", "")[:100].strip()
    slug = request.community.slug
    pages = [
        (_("Today"), reverse("today", args=[slug])),
        (_("What was decided"), reverse("decided", args=[slug])),
        (_("Members"), reverse("members", args=[slug])),
        (_("Histories"), reverse("imports", args=[slug])),
        *((str(label), reverse("understand", args=[slug, tab])) for tab, label in TABS.items()),
        (_("Which chat?"), reverse("found", args=[slug])),
        (_("Purpose and name"), reverse("describe", args=[slug])),
        (_("Settings"), reverse("settings")),
    ]
    found, total = (
        insight.portraits(request.actor, insight.Wanted(text=text, order="-messages", limit=8)) if text else ([], 0)
    )
    context = {
        "pages": [page for page in pages if text.casefold() in str(page[0]).casefold()],
        "members": found,
        "total": total,
        "text": text,
    }
    return render(request, "console/search_results.html", context)
