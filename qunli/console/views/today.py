"""What to do next, and why."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.console.pressing import pressing
from qunli.console.templatetags.qunli import words
from qunli.core.http import OperatorRequest, page_asked
from qunli.domains.chat import facade as chat
from qunli.domains.communities import facade as communities
from qunli.domains.counsel import facade as counsel
from qunli.domains.insight import facade as insight
from qunli.reports import charts, view

TONES = {"Gather": "good", "Enliven": "wait", "Govern": "info", "Earn": "warn", "Grow": "info"}
MOVERS = 4
DEEDS = {
    "welcome": gettext_lazy("Welcome newcomers"),
    "keep": gettext_lazy("Talk to those who may be leaving"),
    "task": gettext_lazy("Give a small task"),
    "revive": gettext_lazy("Ask the silent back"),
}
"""What was done, by kind of proposal, for those whose outcome is measured."""


@require_GET
def today(request: OperatorRequest) -> HttpResponse:
    """Ranked proposals with evidence, and where the community stands."""
    picture = insight.picture(request.actor)
    matters = pressing(request)
    if picture.found is None:
        context = {
            "matters": matters,
            "picture": picture,
            "brought": chat.any_history(request.actor),
            "drawing": insight.drawing(request.actor),
        }
        return render(request, "console/today_empty.html", context)
    proposals = counsel.today(request.actor)
    context = {
        "picture": picture,
        "found": picture.found,
        "matters": matters,
        "answer": _answer(len(matters), len(proposals)),
        "proposals": [_shown(request, one) for one in proposals],
        "cards": view.cards(picture.found, words()),
        "activity": charts.activity(picture.found.weeks, picture.found.eras, words()),
        "movers": picture.found.key_members[:MOVERS],
        "now": timezone.localtime(),
        "behind": _behind(picture),
        "may_act": request.actor.has(communities.powers.ACT),
        "undo": request.session.pop("undo", None),
    }
    return render(request, "console/today.html", context)


@require_POST
def decide(request: OperatorRequest, proposal: int) -> HttpResponse:
    """Mark a proposal done, put it off, turn it down, or take that back."""
    what = request.POST.get("what", "")
    if what == "done":
        counsel.mark_done(actor=request.actor, proposal=proposal)
        said = _("Marked done. What comes of it is measured in thirty days.")
    elif what.startswith("snooze-"):
        counsel.snooze(actor=request.actor, proposal=proposal, choice=what.removeprefix("snooze-"))
        said = _("Put off. It comes back by itself.")
    elif what == "dismiss":
        counsel.dismiss(actor=request.actor, proposal=proposal, reason=request.POST.get("reason", ""))
        said = _("Turned down.")
    else:
        counsel.reopen(actor=request.actor, proposal=proposal)
        said = _("It is back on the list.")
    messages.success(request, said, extra_tags="good")
    if what != "reopen":
        request.session["undo"] = proposal
    return redirect("today", request.community.slug)


@require_GET
def decided(request: OperatorRequest) -> HttpResponse:
    """What was decided, and what came of it."""
    page = page_asked(request)
    found, total = counsel.decided(request.actor, limit=50, offset=(page - 1) * 50)
    context = {
        "proposals": [_shown(request, one) for one in found],
        "total": total,
        "records": [{"it": one, "deed": DEEDS.get(one.kind, one.kind)} for one in counsel.records(request.actor)],
    }
    return render(request, "console/decided.html", context)


def _shown(request: OperatorRequest, one: counsel.ProposalView) -> dict[str, Any]:
    language = "zh-hans" if get_language() == "zh-hans" else "en"
    said = one.said[language]
    return {"it": one, "said": said, "tone": TONES.get(one.said["en"]["chapter"], ""), "open": _opens(request, one)}


def _opens(request: OperatorRequest, one: counsel.ProposalView) -> tuple[str, str]:
    """Where the proposal's button leads, and what it says."""
    slug = request.community.slug
    if one.kind == "answer":
        return reverse("understand", args=[slug, "questions"]), _("See the questions")
    if one.kind == "heed":
        who = "&".join(f"who={person}" for person in one.people)
        return reverse("understand", args=[slug, "say"]) + f"?{who}", _("See the complaints")
    if one.kind in ("earn", "turn"):
        return reverse("understand", args=[slug, "stage"]), _("See the evidence")
    if len(one.people) == 1:
        return reverse("member", args=[slug, one.people[0]]), _("Open the member")
    if one.people:
        return reverse("members", args=[slug]) + "?" + "&".join(f"id={who}" for who in one.people), _(
            "Open the members"
        )
    return reverse("understand", args=[slug, "people"]), _("See the evidence")


def _answer(waiting: int, count: int) -> str:
    if waiting:
        said = ngettext(
            "%(count)d kind of decision waits for you, the most urgent first.",
            "%(count)d kinds of decisions wait for you, the most urgent first.",
            waiting,
        ) % {"count": waiting}
        return " ".join([said, _worth(count)] if count else [said])
    return _worth(count)


def _worth(count: int) -> str:
    if not count:
        return _("Nothing stands out. Keep going, and look again tomorrow.")
    if count == 1:
        return _("One thing is worth your time.")
    return ngettext(
        "%(count)d thing is worth your time. The first two are worth most.",
        "%(count)d things are worth your time. The first two are worth most.",
        count,
    ) % {"count": count}


def _behind(picture: insight.PictureView) -> bool:
    """The history ends days ago, so "today" means then."""
    return timezone.now().timestamp() - picture.as_of > 2 * 86_400
