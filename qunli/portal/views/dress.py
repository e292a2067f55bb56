"""The community's own colours, logo and cards."""

from __future__ import annotations

from typing import Literal

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qunli.core.refusals import Conflict, NotFound
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
from qunli.portal.request import MemberRequest, PortalRequest, for_everybody, for_members
from qunli.reports import poster
from qunli.reports.pdf import NoChineseFont

SHEET = """:root {{ --brand: {light}; --brand-ink: {light_ink}; --button: {light}; --button-ink: {light_ink}; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --brand: {dark}; --brand-ink: {dark_ink}; --button: {dark}; --button-ink: {dark_ink}; }}
}}
"""
TYPES = {"pdf": "application/pdf", "png": "image/png"}


@require_GET
@for_everybody
def stylesheet(request: PortalRequest) -> HttpResponse:
    """Colours as variables; they were checked when they were chosen, so nothing but #rrggbb can stand here."""
    kit = communities.kit_of(request.community.id)
    sheet = SHEET.format(
        light=kit.colour,
        light_ink=communities.ink_on(kit.colour),
        dark=kit.colour_dark,
        dark_ink=communities.ink_on(kit.colour_dark),
    )
    answer = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


@require_GET
@for_everybody
def logo(request: PortalRequest) -> HttpResponse:
    """The logo, for guests at the door, too."""
    answer = HttpResponse(communities.logo_of(request.community.id), content_type="image/png")
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


@require_GET
@for_members
def card(request: MemberRequest) -> HttpResponse:
    """The member's card, to show and to print."""
    return render(request, "portal/card.html")


@require_GET
@for_members
def card_file(request: MemberRequest, form: Literal["pdf", "png"]) -> HttpResponse:
    """The card as PDF or PNG."""
    if form not in TYPES:
        raise NotFound
    person = request.actor.id or 0
    standing = members.standings(request.community.id, [person])[person]
    kit = communities.kit_of(request.community.id)
    since = date_format(standing.joined_at, "DATE_FORMAT") if standing.joined_at else "–"
    what = poster.Printed(
        title=standing.name,
        slogan=kit.slogan,
        lines=(_("Member since %(day)s") % {"day": since},),
        address=request.build_absolute_uri(reverse("door", args=[request.community.slug])),
        hint=request.community.name,
        colour=kit.colour,
        ink=communities.ink_on(kit.colour),
        logo=communities.logo_of(request.community.id) if kit.has_logo else None,
        chinese=getattr(request, "LANGUAGE_CODE", "en").startswith("zh"),
    )
    try:
        return HttpResponse(poster.card(what, form), content_type=TYPES[form])
    except NoChineseFont as error:
        raise Conflict(_("The card cannot be drawn: the server has no font for Chinese.")) from error
