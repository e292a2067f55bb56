"""The rules: those that hold, the draft, versions, who said yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.core.http import OperatorRequest, number, page_asked
from qunli.core.refusals import Refusal
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
from qunli.domains.moderation import facade as moderation

A_PAGE = 50


@require_GET
def rules(request: OperatorRequest) -> HttpResponse:
    """The rules as members read them, and how many said yes."""
    here = request.community.id
    now, held = communities.rules_of(here), moderation.in_force(here)
    context = {
        "now": now,
        "shown": [_shown(one, held) for one in now.rules] if now else [],
        "acknowledged": members.acknowledged(here, now.id) if now else None,
        "draft": communities.draft_of_rules(here),
        "templates": [(name, label) for name, (label, _lines) in communities.TEMPLATES.items()],
        "versions": len(communities.rules_versions(here)),
        "may": communities.may_govern(request.actor),
    }
    return render(request, "console/found/rules.html", context)


@require_POST
def begin(request: OperatorRequest) -> HttpResponse:
    """A draft from a set, from an earlier version, or from nothing."""
    version, template = number(request.POST.get("number")), request.POST.get("template", "")
    if version is not None:
        communities.begin_rules(actor=request.actor, number=version)
    elif template:
        communities.begin_rules(actor=request.actor, template=template)
    else:
        communities.draft_rules(actor=request.actor, rules=())
    return redirect("rules_draft", request.community.slug)


def draft(request: OperatorRequest) -> HttpResponse:
    """Write the draft: each rule in both languages, tied to policies, in order."""
    error, slug = None, request.community.slug
    if request.method == "POST":
        given = _given(request)
        deed = request.POST.get("deed", "save")
        try:
            communities.draft_rules(actor=request.actor, rules=_moved(given, deed))
            if deed == "announce":
                communities.announce_rules(actor=request.actor, why=request.POST.get("why", ""))
                messages.success(request, _("Announced. Members are asked to read what is new."), extra_tags="good")
                return redirect("rules", slug)
        except Refusal as refusal:
            error = refusal
        else:
            if deed == "save":
                messages.success(request, _("Saved."), extra_tags="good")
            return redirect("rules_draft", slug)
    view = communities.draft_of_rules(request.community.id)
    if view is None:
        return redirect("rules", slug)
    written = _given(request) if error else view.rules
    context = {
        "rules": [*written, {"id": "", "en": "", "zh": "", "policies": []}],
        "written": len(written),
        "policies": _policies(written),
        "error": error,
        "first": communities.rules_of(request.community.id) is None,
        "may": communities.may_govern(request.actor),
    }
    return render(request, "console/found/rules_draft.html", context, status=422 if error else 200)


@require_POST
def drop(request: OperatorRequest) -> HttpResponse:
    """Throw the draft away."""
    communities.drop_draft(actor=request.actor)
    messages.success(request, _("The draft was thrown away."), extra_tags="good")
    return redirect("rules", request.community.slug)


@require_GET
def versions(request: OperatorRequest) -> HttpResponse:
    """Every version that held, with what it changed."""
    kept = communities.rules_versions(request.community.id)
    shown = [
        {"it": one, "changes": changes(before.rules if before else (), one.rules)}
        for one, before in zip(kept, [*kept[1:], None], strict=False)
    ]
    context = {"versions": shown, "may": communities.may_govern(request.actor)}
    return render(request, "console/found/rules_versions.html", context)


@require_GET
def readers(request: OperatorRequest) -> HttpResponse:
    """Who said yes to which version."""
    here = request.community.id
    now = communities.rules_of(here)
    page = page_asked(request)
    total = members.acknowledged(here, now.id if now else 0).members
    people = members.acknowledgements(here, A_PAGE, (page - 1) * A_PAGE)
    pages = Paginator(range(total), A_PAGE).get_page(page)
    return render(request, "console/found/rules_readers.html", {"people": people, "now": now, "pages": pages})


def changes(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rules that came, went or say something else, word by word, in the reader's language."""
    language = get_language() or "en"
    old = {one["id"]: communities.text_of(one, language) for one in before}
    new = {one["id"]: communities.text_of(one, language) for one in after}
    numbers = {one["id"]: number for number, one in enumerate(after, 1)}
    return [
        {
            "number": numbers.get(rule),
            "pieces": communities.difference(
                communities.as_plain(old.get(rule, "")), communities.as_plain(new.get(rule, ""))
            ),
        }
        for rule in dict.fromkeys((*new, *old))
        if old.get(rule) != new.get(rule)
    ]


def _shown(rule: Mapping[str, Any], held: Mapping[str, Sequence[moderation.InForce]]) -> dict[str, Any]:
    """A rule, and for each thing it forbids the policies in force that look for it."""
    return {
        "en": communities.as_html(rule["en"]),
        "zh": communities.as_html(rule["zh"]),
        "policies": [(communities.POLICIES.get(one, one), held.get(one, ())) for one in rule["policies"]],
    }


def _policies(rules: Sequence[Mapping[str, Any]]) -> list[tuple[str, Any]]:
    """Those there are names for, and those that a rule names besides."""
    named = {one: one for rule in rules for one in rule["policies"]}
    return list((named | dict(communities.POLICIES)).items())


def _given(request: OperatorRequest) -> list[dict[str, Any]]:
    """The rules as they stand in the form; a rule's policies are named by its place."""
    columns = (request.POST.getlist(name) for name in ("id", "en", "zh"))
    return [
        {"id": name, "en": en, "zh": zh, "policies": request.POST.getlist(f"policies-{place}")}
        for place, (name, en, zh) in enumerate(zip(*columns, strict=False))
        if name or en.strip() or zh.strip()
    ]


def _moved(rules: list[dict[str, Any]], deed: str) -> list[dict[str, Any]]:
    what, _colon, at = deed.partition(":")
    place = number(at, len(rules) - 1)
    if place is None:
        return rules
    rule = rules.pop(place)
    if what != "remove":
        rules.insert(max(0, place + (-1 if what == "up" else 1)), rule)
    return rules
