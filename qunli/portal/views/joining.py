"""The door: what a guest reads, fills in and learns; and links that open it."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.core.actor import guest
from qunli.core.models import User
from qunli.core.refusals import Conflict, Invalid, NotFound, Refusal
from qunli.domains.members import facade as members
from qunli.portal import browser
from qunli.portal.request import PortalRequest, for_everybody


@for_everybody
def knock(request: PortalRequest) -> HttpResponse:
    """One page for every way to stand at the door: the form, where one stands, or why it is closed."""
    if request.actor is not None:
        return redirect("portal", request.community.slug)
    if request.method == "POST":
        return _sent(request)
    return _shown(request, link=request.GET.get("link", "")[:100])


@require_GET
@login_not_required
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """The short address on posters and in messages: on to the door it opens."""
    slug, _link = members.invitation_behind(token)
    return redirect(f"{reverse('knock', args=[slug])}?link={token}")


@require_POST
@for_everybody
def withdraw(request: PortalRequest) -> HttpResponse:
    """The applicant does not want to come in any more."""
    members.withdraw_application(actor=guest(request.community.id, request.user.id))
    return redirect("knock", request.community.slug)


@login_not_required
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """A link that signs a member in: it asks first, because chats open links for their previews."""
    try:
        offer = members.sign_in_offer(token)
        if request.method != "POST":
            return render(request, "portal/sign_in_link.html", {"offer": offer})
        number = members.use_sign_in_link(actor=guest(0), token=token)
    except (Conflict, NotFound) as refusal:
        return render(request, "portal/sign_in_link.html", {"refusal": refusal.sentence}, status=refusal.status)
    return let_in(request, number, reverse("portal", args=[offer.slug]))


def let_in(request: HttpRequest, number: int, onward: str) -> HttpResponse:
    """Begin a session for an account; where it has a second factor, that is asked for first."""
    user = User.objects.get(id=number)
    user.backend = "django.contrib.auth.backends.ModelBackend"
    record_authentication(request, user, method="link")
    answer: HttpResponse = perform_login(request, user, email_verification="none", redirect_url=onward)
    return answer


def _sent(request: PortalRequest) -> HttpResponse:
    link = request.POST.get("link", "")[:100]
    answers = {name[2:]: str(value) for name, value in request.POST.items() if name.startswith("q-")}
    actor = guest(request.community.id, request.user.id if request.user.is_authenticated else None)
    name = request.POST.get("name", "")
    try:
        members.knock(
            actor=actor,
            address=request.META.get("REMOTE_ADDR", ""),
            puzzle=request.POST.get("puzzle", "")[:200],
            count=request.POST.get("count", "")[:20],
        )
        before = browser.last_here(request, request.community.id)
        came = members.apply(actor=actor, name=name, answers=answers, invitation=link, browser=before)
    except Refusal as refusal:
        return _shown(request, link=link, refusal=refusal)
    onward = reverse("welcome" if came.state == "active" else "knock", args=[request.community.slug])
    if request.user.is_authenticated:
        return redirect(onward)
    return let_in(request, came.user, onward)


def _shown(request: PortalRequest, *, link: str, refusal: Refusal | None = None) -> HttpResponse:
    rules = members.joining(request.community.id)
    user = request.user if isinstance(request.user, User) else None
    stands = members.own_application(user, request.community.id) if user else None
    invitation, dead = _invitation(request, link)
    puzzle, bits = members.puzzle_for(request.community.id)
    anew = stands is not None and stands.state in ("refused", "withdrawn", "admitted") and "again" not in request.GET
    context: dict[str, Any] = {
        "rules": rules,
        "stands": stands,
        "show_stand": stands is not None and refusal is None and (stands.state in ("open", "waiting") or anew),
        "state": members.state_of(user, request.community.id) if user else "",
        "colleague": user is not None and members.is_colleague(user),
        "invitation": invitation,
        "dead_link": dead,
        "barred": rules.why_shut(invited=invitation is not None),
        "link": link if invitation else "",
        "questions": [
            (one, request.POST.get(f"q-{one.id}", ""), _error(refusal, f"q-{one.id}")) for one in rules.questions
        ],
        "name": request.POST.get("name", user.name if user else ""),
        "name_error": _error(refusal, "name"),
        "refusal": refusal.sentence if refusal and not _placed(refusal, rules) else "",
        "puzzle": puzzle,
        "bits": bits,
        "least": members.LEAST_SECONDS,
        "by_mail": settings.ACCOUNT_LOGIN_BY_CODE_ENABLED,
    }
    return render(request, "portal/knock.html", context, status=refusal.status if refusal else 200)


def _invitation(request: PortalRequest, link: str) -> tuple[members.InvitationView | None, str]:
    """The link in hand if it opens this door, or why it does not."""
    if not link:
        return None, ""
    try:
        slug, found = members.invitation_behind(link)
    except NotFound:
        return None, _("This link is not complete. Copy it again.")
    if slug != request.community.slug:
        return None, _("This link opens another community.")
    if found.state != "open":
        return None, _("This link opens nothing any more. Ask who gave it to you for another one.")
    return found, ""


def _error(refusal: Refusal | None, field: str) -> str:
    return str(refusal.sentence) if isinstance(refusal, Invalid) and refusal.field == field else ""


def _placed(refusal: Refusal, rules: members.JoiningView) -> bool:
    return refusal.field == "name" or refusal.field in {f"q-{one.id}" for one in rules.questions}
