"""Members: the list, one member, merging, personal data, search."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from qunli.core.http import OperatorRequest, numbers, page_asked
from qunli.core.streaming import stream
from qunli.domains.chat import facade as chat
from qunli.domains.communities import facade as communities
from qunli.domains.counsel import facade as counsel
from qunli.domains.insight import facade as insight
from qunli.domains.members import facade as members

A_PAGE = 50
SHOWS = {
    "people": gettext_lazy("everybody"),
    "new": gettext_lazy("new in 60 days"),
    "rising": gettext_lazy("rising"),
    "leaving": gettext_lazy("may be leaving"),
    "quiet": gettext_lazy("silent for 90 days"),
    "seed": gettext_lazy("seed members"),
    "opinion_leader": gettext_lazy("opinion leaders"),
    "connector": gettext_lazy("connectors"),
    "heavy_participant": gettext_lazy("heavy participants"),
    "bots": gettext_lazy("bots"),
}
COLUMNS = (
    ("name", gettext_lazy("Member"), ""),
    ("-messages_30", gettext_lazy("messages in 30 days"), "number"),
    ("-messages", gettext_lazy("in all"), "number wide"),
    ("-last_ts", gettext_lazy("last seen"), ""),
    ("-first_ts", gettext_lazy("first seen"), "wide"),
    ("-leaving", gettext_lazy("may leave"), "number wide"),
)


@require_GET
def member_list(request: OperatorRequest) -> HttpResponse:
    """Everybody, searched, filtered, sorted, page by page."""
    text, show = request.GET.get("q", "")[:100], request.GET.get("show", "people")
    order = request.GET.get("order", "-last_ts")
    page = page_asked(request)
    ids = tuple(numbers(request.GET.getlist("id")))
    wanted = insight.Wanted(text=text, show=show, order=order, ids=ids, limit=A_PAGE, offset=(page - 1) * A_PAGE)
    found, total = insight.portraits(request.actor, wanted)
    context = {
        "members": found,
        "total": total,
        "pages": Paginator(range(total), A_PAGE).get_page(page),
        "text": text,
        "show": show,
        "shows": SHOWS,
        "columns": [_column(request, name, label, css, order) for name, label, css in COLUMNS],
        "now": insight.picture(request.actor).as_of,
        "matches": len(members.matches(request.actor)),
    }
    template = "console/members_rows.html" if request.htmx else "console/members.html"
    return render(request, template, context)


@require_GET
def member(request: OperatorRequest, person: int) -> HttpResponse:
    """One member: why we call them what we call them, their story, when to reach them."""
    them = members.person(request.actor, person)
    portrait = insight.portrait(request.actor, person)
    identities = [one.id for one in them.identities]
    tied = insight.partners_of(request.actor, identities)
    owners = members.owners(request.actor, [identity for identity, _given, _received in tied])
    names = members.people(request.actor, set(owners.values()))
    partners = [
        {"person": owners[identity], "name": names[owners[identity]].name, "given": given, "received": received}
        for identity, given, received in tied
        if owners.get(identity) in names
    ]
    powers = communities.powers
    context = {
        "them": them,
        "portrait": portrait,
        **_hours(portrait, request.community.time_zone),
        "weeks": insight.weeks_of(request.actor, identities)[-52:],
        "partners": partners,
        "said": chat.latest_of(request.actor, identities, 10),
        "movements": chat.movements_of(request.actor, identities),
        "merges": members.merges(request.actor, person),
        "as_of": insight.picture(request.actor).as_of,
        **_place(request, person),
        "may_gather": request.actor.has(powers.GATHER),
        "may_export": request.actor.has(powers.EXPORT_PERSONAL_DATA),
        "may_erase": request.actor.has(powers.ERASE_PERSONAL_DATA),
    }
    return render(request, "console/member.html", context)


def _place(request: OperatorRequest, person: int) -> dict[str, Any]:
    """How a member stands here, who brought them, and what may be done about it."""
    place = members.standings(request.community.id, [person]).get(person)
    powers = communities.powers
    return {
        "place": place,
        "silent": place is not None and place.is_silent(timezone.now()),
        "brought_by": members.invited_by(request.actor, [person]).get(person, ""),
        "application": members.application_of(request.actor, person),
        "may_admit": request.actor.has(powers.ADMIT),
        "may_moderate": request.actor.has(powers.MODERATE),
        "may_govern": request.actor.has(powers.GOVERN),
    }


@require_POST
def decide_bot(request: OperatorRequest, person: int) -> HttpResponse:
    """Say whether a member is a program."""
    insight.decide_bot(actor=request.actor, person=person, is_bot=request.POST.get("is_bot") == "yes")
    messages.success(request, _("Noted. The picture is drawn anew."), extra_tags="good")
    return redirect("member", request.community.slug, person)


@require_GET
def export(request: OperatorRequest, person: int) -> StreamingHttpResponse:
    """Everything that is known of a member, as one JSON file."""
    pieces = counsel.export_person(request.actor, person)
    return stream(request, pieces, "application/json", name=f"member-{person}.json")


def _column(request: OperatorRequest, name: str, label: Any, css: str, order: str) -> dict[str, Any]:
    query = {key: value for key, value in request.GET.items() if key not in ("order", "page")}
    return {"label": label, "css": css, "sorted": name == order, "address": "?" + urlencode({**query, "order": name})}


def _hours(portrait: insight.PortraitView | None, zone: str) -> dict[str, Any]:
    """Bars of the community's day from the chances by UTC hour, and the best hour as a clock shows it."""
    if portrait is None or not portrait.hours:
        return {}
    offset = datetime.now(ZoneInfo(zone)).utcoffset() or timedelta()
    shift = round(offset.total_seconds() / 3600)
    local = [portrait.hours[(hour - shift) % 24] for hour in range(24)]
    most = max(local) or 1.0
    best = local.index(max(local))
    bars = [
        {"label": f"{hour:02d}:00", "chance": chance, "height": round(100 * chance / most), "best": hour == best}
        for hour, chance in enumerate(local)
    ]
    return {"hours": bars, "best": f"{best:02d}:00–{(best + 1) % 24:02d}:00"}
