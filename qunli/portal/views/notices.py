"""What the member is told on their devices when they are not here, and when not."""

from __future__ import annotations

import zoneinfo

import msgspec
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from qunli.core.http import numbers
from qunli.core.refusals import Invalid, Refusal
from qunli.domains.chat import facade as chat
from qunli.portal.answers import as_json, refused
from qunli.portal.request import MemberRequest, for_members
from qunli.portal.wording import device_words


class _Keys(msgspec.Struct):
    p256dh: str
    auth: str


class _Browser(msgspec.Struct):
    """What a browser says of its subscription (W3C, Push API, PushSubscriptionJSON)."""

    endpoint: str
    keys: _Keys


@for_members
def notices(request: MemberRequest) -> HttpResponse:
    """What, of which groups, on which devices, and the quiet hours."""
    given, wrong = request.POST, None
    groups = [one for one in chat.live_groups(request.actor) if not one.closed]
    if request.method == "POST":
        try:
            shown = set(numbers(given.getlist("shown")))
            chat.choose_notices(
                actor=request.actor,
                level=given.get("level", ""),
                muted=shown - set(numbers(given.getlist("told"))),
                own_hours=given.get("hours") in ("own", "never"),
                hours=chat.hours(given.get("from", ""), given.get("until", ""))
                if given.get("hours") == "own"
                else None,
                zone=given.get("zone", ""),
            )
            messages.success(request, _("Saved."), extra_tags="good")
            return redirect("my_notices", request.community.slug)
        except Invalid as refusal:
            wrong = refusal
    choice = chat.own_choice(request.actor)
    own = choice.hours or choice.community_hours or (22 * 60, 7 * 60)
    context = {
        "choice": choice,
        "levels": chat.LEVELS,
        "level": given.get("level", choice.level) if wrong else choice.level,
        "hours": given.get("hours") if wrong else _which(choice),
        "start": chat.clock(own[0]),
        "end": chat.clock(own[1]),
        "shared": [chat.clock(one) for one in choice.community_hours or ()],
        "zone": choice.zone or request.community.time_zone,
        "zones": sorted(zoneinfo.available_timezones()),
        "groups": [(one, one.id not in choice.muted) for one in groups],
        "wrong": {wrong.field: wrong.sentence} if wrong else {},
        "words": device_words(),
    }
    return render(request, "portal/notices.html", context, status=422 if wrong else 200)


@for_members
def browser(request: MemberRequest) -> HttpResponse:
    """GET: the key to subscribe with. POST: this browser is told from now on, or with `?end` no more. As JSON."""
    try:
        if request.method != "POST":
            return as_json({"key": chat.browser_key(actor=request.actor)})
        given = _read(request.body)
        if "end" in request.GET:
            chat.unsubscribe(actor=request.actor, endpoint=given.endpoint)
        else:
            chat.subscribe(
                actor=request.actor,
                user=request.user.id,
                session=request.session.session_key or "",
                endpoint=given.endpoint,
                p256dh=given.keys.p256dh,
                auth=given.keys.auth,
            )
    except Refusal as refusal:
        return refused(refusal)
    return as_json({})


def _read(body: bytes) -> _Browser:
    try:
        return msgspec.json.decode(body, type=_Browser)
    except msgspec.MsgspecError as error:
        raise Invalid(_("This request cannot be understood.")) from error


def _given_hours(request: MemberRequest) -> tuple[int, int]:
    return chat.hours(request.POST.get("from", ""), request.POST.get("until", ""))


def _which(choice: chat.ChoiceView) -> str:
    if not choice.own_hours:
        return "shared"
    return "own" if choice.hours else "never"
