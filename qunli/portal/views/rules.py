"""The rules as a member reads them, and what is new in them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qunli.core.http import number
from qunli.core.refusals import Refusal
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
from qunli.portal.request import MemberRequest, for_members


@require_http_methods(["GET", "POST"])
@for_members
def rules(request: MemberRequest) -> HttpResponse:
    """Read them; say yes to them."""
    here, person = request.community.id, request.actor.id or 0
    if request.method == "POST":
        try:
            members.acknowledge(actor=request.actor, version=number(request.POST.get("version")) or 0)
        except Refusal as refusal:
            messages.warning(request, str(refusal.sentence), extra_tags="warn")
        else:
            steps = members.first_steps(request.actor)
            if steps is not None and not steps.done and not steps.dismissed:
                messages.success(
                    request, _("Thank you. You have said yes to the rules. Go on here."), extra_tags="good"
                )
                return redirect("welcome", request.community.slug)
            messages.success(request, _("Thank you. You have said yes to the rules."), extra_tags="good")
        return redirect("read_rules", request.community.slug)
    now = communities.rules_of(here)
    said = members.acknowledged_number(here, person)
    context = {
        "rules": now,
        "lines": written(now) if now else [],
        "said": said,
        "changes": _new(now, communities.rules_version(here, said)) if now and said and said != now.number else [],
    }
    return render(request, "portal/rules.html", context)


def written(view: communities.RulesView) -> list[str]:
    """Each rule as safe HTML in the reader's language."""
    language = get_language() or "en"
    return [communities.as_html(communities.text_of(one, language)) for one in view.rules]


def _new(now: communities.RulesView, before: communities.RulesView) -> list[dict[str, Any]]:
    """What differs from the version that the member knows, word by word."""
    language = get_language() or "en"
    old, new = (
        {one["id"]: communities.as_plain(communities.text_of(one, language)) for one in view.rules}
        for view in (before, now)
    )
    return [
        {"pieces": communities.difference(old.get(rule, ""), new.get(rule, ""))}
        for rule in dict.fromkeys((*new, *old))
        if old.get(rule) != new.get(rule)
    ]
