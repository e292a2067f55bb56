"""Members change their own rules."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qunli.core.refusals import Refusal
from qunli.domains.communities import facade as communities
from qunli.domains.stewardship import facade as stewardship
from qunli.portal.request import MemberRequest, for_members


@require_GET
@for_members
def motions(request: MemberRequest) -> HttpResponse:
    """What was proposed, and the rules that one can propose to change."""
    rules = communities.rules_of(request.community.id)
    language = get_language() or "en"
    context = {
        "motions": stewardship.motions(request.actor),
        "rules": [
            {"id": one["id"], "text": communities.as_plain(communities.text_of(one, language))}
            for one in (rules.rules if rules else ())
        ],
    }
    return render(request, "portal/motions.html", context)


@require_http_methods(["GET", "POST"])
@for_members
def propose(request: MemberRequest) -> HttpResponse:
    """Write a rule anew, add one, or propose that one goes."""
    rules = communities.rules_of(request.community.id)
    rule = (request.POST if request.method == "POST" else request.GET).get("rule", "")
    known = next((one for one in rules.rules if one["id"] == rule), None) if rules else None
    said = {name: request.POST.get(name, known[name] if known else "") for name in ("en", "zh")}
    said["why"] = request.POST.get("why", "")
    error, status = "", 200
    if request.method == "POST":
        gone = request.POST.get("what") == "remove"
        text = {"en": "", "zh": ""} if gone else {"en": said["en"], "zh": said["zh"]}
        try:
            motion = stewardship.move(actor=request.actor, rule=rule, why=said["why"], **text)
        except Refusal as refusal:
            error, status = str(refusal.sentence), refusal.status
        else:
            messages.success(request, _("Your motion is there. Others can second it now."), extra_tags="good")
            return redirect("motion", request.community.slug, motion)
    context = {"rule": rule, "known": known, "said": said, "error": error}
    return render(request, "portal/propose.html", context, status=status)


@require_GET
@for_members
def motion(request: MemberRequest, motion: int) -> HttpResponse:
    """What should change, and where it stands."""
    return render(request, "portal/motion.html", {"one": stewardship.motion(request.actor, motion)})


@require_POST
@for_members
def decide(request: MemberRequest, motion: int) -> HttpResponse:
    """Second it, vote on it, or take one's own back."""
    actor, choice = request.actor, request.POST.get("choice", "")
    ballot = stewardship.motion(actor, motion).ballot
    deeds: dict[str, Callable[[], object]] = {
        "second": lambda: stewardship.second(actor=actor, motion=motion),
        "withdraw": lambda: stewardship.withdraw_motion(actor=actor, motion=motion),
        "vote": lambda: stewardship.cast(actor=actor, ballot=ballot.id if ballot else 0, choice=choice),
    }
    try:
        if deed := deeds.get(request.POST.get("what", "")):
            deed()
    except Refusal as refusal:
        messages.warning(request, str(refusal.sentence), extra_tags="warn")
    else:
        messages.success(request, _("Done."), extra_tags="good")
    return redirect("motion", request.community.slug, motion)
