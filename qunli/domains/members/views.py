"""Pages about who is the same person as whom, and about a member's name and personal data."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.core.http import OperatorRequest, number
from qunli.domains.members import policy, queries
from qunli.domains.members.operations.accept_match import accept_match
from qunli.domains.members.operations.decline_match import decline_match
from qunli.domains.members.operations.describe_person import describe_person
from qunli.domains.members.operations.erase_person import erase_person
from qunli.domains.members.operations.merge_people import merge_people
from qunli.domains.members.operations.undo_merge import undo_merge
from qunli.domains.members.wording import reason_in_words

FOUND = 20


@require_GET
def matches(request: OperatorRequest) -> HttpResponse:
    """Pairs that may be one person, with the reason, and the merges that were made."""
    context = {
        "pairs": [(one, reason_in_words(one.reason, one.detail)) for one in queries.matches(request.actor)],
        "merges": [(one, reason_in_words(one.reason, one.detail)) for one in queries.merges(request.actor)],
        "may": policy.may_gather(request.actor),
    }
    return render(request, "members/matches.html", context)


@require_POST
def decide_match(request: OperatorRequest, match: int) -> HttpResponse:
    """They are the same, or not."""
    if request.POST.get("same") == "yes":
        accept_match(actor=request.actor, match=match)
        messages.success(request, _("They are one member now. You can take them apart again below."), extra_tags="good")
    else:
        decline_match(actor=request.actor, match=match)
        messages.success(request, _("Noted. This pair is not brought up again."), extra_tags="good")
    return redirect("matches", request.community.slug)


@require_POST
def undo(request: OperatorRequest, merge: int) -> HttpResponse:
    """Take two members apart again."""
    restored = undo_merge(actor=request.actor, merge=merge)
    messages.success(request, _("They are two members again."), extra_tags="good")
    return redirect("member", request.community.slug, restored)


def merge(request: OperatorRequest, person: int) -> HttpResponse:
    """Choose the other member who is the same person."""
    them = queries.person(request.actor, person)
    if request.method == "POST":
        other = number(request.POST.get("other")) or 0
        merge_people(actor=request.actor, kept=person, merged=other)
        messages.success(request, _("They are one member now."), extra_tags="good")
        return redirect("member", request.community.slug, person)
    text = request.GET.get("q", "")[:100]
    found = queries.find_people(request.actor, text, limit=FOUND)[0] if text else []
    context = {"them": them, "text": text, "found": [one for one in found if one.id != person]}
    return render(request, "members/merge.html", context)


@require_POST
def describe(request: OperatorRequest, person: int) -> HttpResponse:
    """Call a member by another name, or write down a note."""
    them = queries.person(request.actor, person)
    name, note = request.POST.get("name", them.name), request.POST.get("note", them.note)
    describe_person(actor=request.actor, person=person, name=name, note=note)
    messages.success(request, _("Saved."), extra_tags="good")
    return redirect("member", request.community.slug, person)


def erase(request: OperatorRequest, person: int) -> HttpResponse:
    """Say what erasing does, ask for the name, then do it."""
    them = queries.person(request.actor, person)
    policy.may_erase(request.actor).or_refuse()
    if request.method == "POST" and request.POST.get("name", "").strip() == them.name:
        erase_person(actor=request.actor, person=person)
        messages.success(request, _("Their personal data is erased."), extra_tags="good")
        return redirect("members", request.community.slug)
    return render(request, "members/erase.html", {"them": them, "wrong": request.method == "POST"})
