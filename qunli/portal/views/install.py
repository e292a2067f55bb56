"""What makes the member pages an app of their own on a phone: one for each community.

Nothing of these says anything about a member, so that a browser may ask for them before anybody signs in."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escapejs
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_safe

from qunli.core.refusals import Conflict, NotFound
from qunli.core.words import _
from qunli.domains.communities import facade as communities
from qunli.portal.request import PortalRequest, for_everybody
from qunli.reports import poster
from qunli.reports.pdf import NoChineseFont

SIDES: tuple[Literal[192, 512], ...] = (192, 512)
"""Pixels of icons that browsers ask for (web.dev, "Add a web app manifest")."""
PAPER = "#faf8f4"
_WORKER = Path(__file__).parent.parent / "static" / "portal" / "worker.js"


@require_GET
@for_everybody
def manifest(request: PortalRequest) -> HttpResponse:
    """Name, colours and icons of the community (W3C, Web Application Manifest)."""
    home = reverse("portal", args=[request.community.slug])
    kit = communities.kit_of(request.community.id)
    mark = f"?{int(kit.changed_at.timestamp())}" if kit.changed_at else ""
    icons = [
        {"src": reverse("icon", args=[request.community.slug, side]) + mark, "sizes": f"{side}x{side}",
         "type": "image/png", "purpose": purpose}
        for side in SIDES for purpose in ("any", "maskable")
    ]  # fmt: skip
    said = {
        "id": home,
        "name": request.community.name,
        "short_name": request.community.name[:24],
        "description": kit.slogan,
        "lang": get_language() or "en",
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": kit.colour,
        "icons": icons,
    }
    answer = JsonResponse(said, content_type="application/manifest+json")
    answer["Cache-Control"] = "private, no-cache"
    return answer


@require_GET
@for_everybody
def icon(request: PortalRequest, side: int) -> HttpResponse:
    """The logo, or the first letter of the name, on the community's colour."""
    if side not in SIDES:
        raise NotFound
    kit = communities.kit_of(request.community.id)
    logo = communities.logo_of(request.community.id) if kit.has_logo else None
    letter = request.community.name.strip()[:1].upper()
    try:
        drawn = poster.icon(letter, kit.colour, communities.ink_on(kit.colour), logo, side)
    except NoChineseFont as error:
        raise Conflict(_("The icon cannot be drawn: the server has no font for Chinese.")) from error
    answer = HttpResponse(drawn, content_type="image/png")
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


@require_safe
@for_everybody
def worker(request: PortalRequest) -> HttpResponse:
    """The service worker; it reaches as far as the folder it lies in (W3C, Service Workers, 3.4.3). Its first line
    differs for each version of Qunli's files, so that browsers notice an upgrade."""
    home = escapejs(reverse("portal", args=[request.community.slug]))
    script = f'const VERSION = "{_version()}", HOME = "{home}";\n{_WORKER.read_text(encoding="utf-8")}'
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_GET
@for_everybody
def offline(request: PortalRequest) -> HttpResponse:
    """What an installed app shows when there is no connection and nothing kept at this address."""
    return render(request, "portal/offline.html")


@cache
def _version() -> str:
    """Of everything that browsers are given by their names: of the same files, the same."""
    files = getattr(staticfiles_storage, "manifest_hash", "")
    return hashlib.sha256(f"{version('qunli')} {files} {_WORKER.read_text(encoding='utf-8')}".encode()).hexdigest()[:16]
