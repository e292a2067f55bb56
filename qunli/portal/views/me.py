"""A member's own pages: who they are here, their card, their data, whom they invite, how they come back."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.core.actor import Actor
from qunli.core.http import number
from qunli.core.refusals import Invalid, NotFound
from qunli.core.streaming import stream
from qunli.domains.communities.facade import powers
from qunli.domains.counsel import facade as counsel
from qunli.domains.members import facade as members
from qunli.kit.qr import svg
from qunli.portal.request import MemberRequest, for_members


@require_GET
def communities(request: MemberRequest) -> HttpResponse:
    """The communities somebody is a member of."""
    return render(request, "portal/communities.html", {"communities": members.memberships_of(request.user)})


@require_GET
@for_members
def me(request: MemberRequest) -> HttpResponse:
    """Who the member is here."""
    context = {"standing": _standing(request), "card": members.own_card(request.actor), "keys": keys(request)}
    return render(request, "portal/me.html", context)


@require_POST
@for_members
def code(request: MemberRequest) -> HttpResponse:
    """A code by which the member shows our account in another chat who they are; it replaces the one before."""
    given = members.make_link_code(actor=request.actor)
    return render(request, "portal/link_code.html", {"code": given, "minutes": members.CODE_MINUTES})


@for_members
def card(request: MemberRequest) -> HttpResponse:
    """The member introduces themselves; what is shown is theirs to choose."""
    given, wrong = request.POST, None
    if request.method == "POST":
        try:
            members.rename(actor=request.actor, name=given.get("name", ""))
            members.describe_card(
                actor=request.actor,
                needs=given.get("needs", ""),
                resources=given.get("resources", ""),
                city=given.get("city", ""),
                about=given.get("about", ""),
                contact=given.get("contact", ""),
                shown=given.getlist("shown"),
                listed="listed" in given,
                introducible="introducible" in given,
                greets="greets" in given,
            )
            messages.success(request, _("Saved. This is how the others see you."), extra_tags="good")
            return redirect("my_card", request.community.slug)
        except Invalid as refusal:
            wrong = refusal
    mine = members.own_card(request.actor)
    context = {
        "card": mine,
        "given": given if wrong else None,
        "lines": given if wrong else {"needs": "\n".join(mine.needs), "resources": "\n".join(mine.resources)},
        "shown": given.getlist("shown") if wrong else mine.shown,
        "name": given.get("name", "") if wrong else _standing(request).name,
        "wrong": {wrong.field: wrong.sentence} if wrong else {},
    }
    return render(request, "portal/my_introduction.html", context, status=422 if wrong else 200)


@require_GET
@for_members
def data(request: MemberRequest) -> HttpResponse:
    """What is known of the member, what they agreed to, and how to take it along or away."""
    return render(request, "portal/data.html", {"consents": members.consents(request.actor)})


@require_GET
@for_members
def export(request: MemberRequest) -> StreamingHttpResponse:
    """Everything that is known of the member, as one JSON file."""
    rights = frozenset({powers.SEE, powers.EXPORT_PERSONAL_DATA})
    own = Actor(kind="mandate", id=request.actor.person, community=request.community.id, powers=rights)
    pieces = counsel.export_person(own, request.actor.person)
    return stream(request, pieces, "application/json", name=f"{request.community.slug}-me.json")


@require_POST
@for_members
def withdraw_consent(request: MemberRequest) -> HttpResponse:
    """Take back what was agreed to."""
    members.withdraw_consent(actor=request.actor, what=request.POST.get("what", ""))
    messages.success(request, _("Taken back."), extra_tags="good")
    return redirect("my_data", request.community.slug)


@for_members
def leave(request: MemberRequest) -> HttpResponse:
    """Say what leaving does, then do it."""
    if request.method != "POST":
        return render(request, "portal/leave.html")
    members.leave(actor=request.actor)
    return redirect("door", request.community.slug)


@for_members
def erase(request: MemberRequest) -> HttpResponse:
    """Say what erasing does, ask for the name, then do it."""
    standing = _standing(request)
    given = request.POST.get("name", "").strip()
    if request.method != "POST" or given != standing.name:
        return render(request, "portal/erase.html", {"standing": standing, "wrong": request.method == "POST"})
    members.erase_person(actor=request.actor, person=request.actor.person)
    return redirect("door", request.community.slug)


@for_members
def invitations(request: MemberRequest) -> HttpResponse:
    """The member's links: made, shown, and whom they brought."""
    wrong = None
    if request.method == "POST":
        try:
            uses, days = (number(request.POST.get(name, "1")) or 0 for name in ("uses", "days"))
            link = members.invite(actor=request.actor, uses=uses, days=days, note=request.POST.get("note", ""))
            return redirect(f"{reverse('my_invitations', args=[request.community.slug])}#link-{link}")
        except Invalid as refusal:
            wrong = refusal.sentence
    found, _total = members.invitations(request.actor, mine=True)
    context = {
        "links": [(one, _address(request, one.token)) for one in found],
        "why_not": None if request.actor.has(powers.ADMIT) else members.why_not_inviting(request.actor),
        "free": request.actor.has(powers.ADMIT),
        "inviting": members.joining(request.community.id).inviting,
        "wrong": wrong,
    }
    return render(request, "portal/invitations.html", context, status=422 if wrong else 200)


@require_POST
@for_members
def withdraw_invitation(request: MemberRequest, invitation: int) -> HttpResponse:
    """The link opens nothing any more."""
    members.withdraw_invitation(actor=request.actor, invitation=invitation)
    messages.success(request, _("The link is withdrawn. Whom it brought stays."), extra_tags="good")
    return redirect("my_invitations", request.community.slug)


@require_GET
@for_members
def qr(request: MemberRequest, invitation: int) -> HttpResponse:
    """The picture of a link, to show or print."""
    found, _total = members.invitations(request.actor, mine=True, limit=1000)
    token = next((one.token for one in found if one.id == invitation), None)
    if token is None:
        raise NotFound
    return HttpResponse(svg(_address(request, token)), content_type="image/svg+xml")


@for_members
def welcome(request: MemberRequest) -> HttpResponse:
    """The first steps, until they are done or put aside."""
    if request.method == "POST":
        if request.POST.get("do") == "task":
            members.do_first_task(actor=request.actor)
        else:
            members.dismiss_first_steps(actor=request.actor)
        return redirect("portal" if request.POST.get("do") != "task" else "welcome", request.community.slug)
    return render(request, "portal/welcome.html", {"steps": members.first_steps(request.actor), "keys": keys(request)})


def keys(request: MemberRequest) -> dict[str, bool]:
    """By what the member can come back on another day: an address where codes can be sent, a passkey, a password."""
    has_passkey = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN).exists()
    by_mail = bool(request.user.email) and settings.ACCOUNT_LOGIN_BY_CODE_ENABLED
    password = request.user.has_usable_password()
    return {
        "passkey": has_passkey,
        "mail": by_mail,
        "password": password,
        "mail_offered": settings.ACCOUNT_LOGIN_BY_CODE_ENABLED,
        "any": has_passkey or by_mail or password,
    }


def _standing(request: MemberRequest) -> members.Standing:
    return members.standings(request.community.id, [request.actor.person])[request.actor.person]


def _address(request: MemberRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("open_link", args=[token]))
