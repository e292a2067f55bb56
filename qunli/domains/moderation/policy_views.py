"""Pages about policies: read them, change them, try them on what was said already."""

from __future__ import annotations

from typing import Any

import msgspec
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.analysis.screening.lists import CATEGORIES
from qunli.core.http import OperatorRequest, number
from qunli.core.refusals import Refusal
from qunli.domains.chat import facade as chat
from qunli.domains.members import facade as members
from qunli.domains.moderation import learning, loading, policy, presets, queries, wording
from qunli.domains.moderation.forms import LineForm, ListForm, RehearsalForm, SettingsForm
from qunli.domains.moderation.operations.put_in_force import adopt_preset, put_in_force
from qunli.domains.moderation.operations.rehearse import MOST, rehearse, stop_rehearsal
from qunli.domains.moderation.operations.undo_lesson import undo_lesson
from qunli.domains.moderation.policies import Changed, Line, Rules

REHEARSED = 30
"""Days on which an edited policy is tried."""
LISTS = (*CATEGORIES, "abuse")


@require_GET
def policies(request: OperatorRequest) -> HttpResponse:
    """Every policy in force as a sentence."""
    policy.may_see(request.actor).or_refuse()
    number, rules = loading.newest(request.community.id)
    context = {
        "number": number,
        "rules": rules,
        "lines": [(line, wording.line(line), wording.MODES[line.mode]) for line in rules.lines],
        "ladder": [(step, wording.SANCTIONS[step.kind], wording.duration(step.minutes)) for step in rules.ladder],
        "presets": [(name, *wording.PRESETS[name]) for name in presets.NAMES],
        "lists": [(name, wording.CATEGORY_NAMES[name], rules.lists.get(name)) for name in LISTS],
        "versions": queries.versions(request.actor, 20),
        "rehearsals": queries.rehearsals(request.actor),
        "settings": SettingsForm(initial=msgspec.to_builtins(rules)),
        "rehearsal": RehearsalForm(),
        "may": bool(policy.may_change_policies(request.actor)),
    }
    return render(request, "moderation/policies.html", context)


@require_POST
def change(request: OperatorRequest) -> HttpResponse:
    """Adopt a set, change settings, go back to a version, try policies, or take a proposed amendment."""
    what, here = request.POST.get("what", ""), request.community
    try:
        if what == "preset":
            adopt_preset(actor=request.actor, preset=request.POST.get("preset", ""))
            messages.success(request, _("In force."), extra_tags="good")
        elif what == "settings":
            _settings(request)
        elif what == "version":
            _go_back(request)
        elif what == "amend":
            _amend(request)
        elif what == "rehearse":
            _number, rules = loading.newest(here.id)
            days = request.POST.get("days", "")
            made = rehearse(actor=request.actor, rules=msgspec.to_builtins(rules), days=number(days) or 0)
            return redirect("rehearsal", here.slug, made)
    except Refusal as refusal:
        messages.error(request, str(refusal.sentence), extra_tags="warn")
    return redirect("policies", here.slug)


def line(request: OperatorRequest, line: str) -> HttpResponse:
    """Change one policy, add one (`line` "new"), or remove it."""
    policy.may_change_policies(request.actor).or_refuse()
    number, rules = loading.newest(request.community.id)
    before = next((one for one in rules.lines if one.id == line), None)
    if before is None and line != "new":
        raise Http404
    form = LineForm(request.POST or None, initial=msgspec.to_builtins(before) if before else {"limit": 0})
    if request.method == "POST" and request.POST.get("what") == "remove":
        rules.lines = [one for one in rules.lines if one.id != line]
        return _keep(request, form, rules, number) or redirect("policies", request.community.slug)
    if request.method == "POST" and form.is_valid():
        answer = _changed(request, form, rules, number, before)
        if answer is not None:
            return answer
    return render(
        request, "moderation/line.html", {"form": form, "before": before, "sentence": before and wording.line(before)}
    )


def _changed(
    request: OperatorRequest, form: LineForm, rules: Rules, number: int, before: Line | None
) -> HttpResponse | None:
    values = msgspec.to_builtins(rules)
    made = form.line(before)
    values["lines"] = [made if before and one["id"] == before.id else one for one in values["lines"]]
    if before is None:
        values["lines"].append(made)
    try:
        if request.POST.get("what") == "rehearse":
            return redirect(
                "rehearsal", request.community.slug, rehearse(actor=request.actor, rules=values, days=REHEARSED)
            )
        put_in_force(actor=request.actor, rules=values, based_on=number)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.sentence))
        return None
    messages.success(request, _("In force."), extra_tags="good")
    return redirect("policies", request.community.slug)


def word_list(request: OperatorRequest, name: str) -> HttpResponse:
    """What the community adds to one of the lists, and takes from it."""
    policy.may_change_policies(request.actor).or_refuse()
    if name not in LISTS:
        raise Http404
    number, rules = loading.newest(request.community.id)
    now = rules.lists.get(name, Changed())
    form = ListForm(request.POST or None, initial={"added": now.added, "removed": now.removed})
    if request.method == "POST" and form.is_valid():
        rules.lists[name] = Changed(**form.cleaned_data)
        answer = _keep(request, form, rules, number)
        if answer is None:
            return redirect("policies", request.community.slug)
    context = {"form": form, "name": wording.CATEGORY_NAMES[name]}
    return render(request, "moderation/word_list.html", context)


def _keep(request: OperatorRequest, form: Form, rules: Rules, number: int) -> HttpResponse | None:
    """Null when it is in force."""
    try:
        put_in_force(actor=request.actor, rules=msgspec.to_builtins(rules), based_on=number)
    except Refusal as refusal:
        messages.error(request, str(refusal.sentence), extra_tags="warn")
        return redirect("policies", request.community.slug)
    messages.success(request, _("In force."), extra_tags="good")
    return None


def _settings(request: OperatorRequest) -> None:
    number, rules = loading.newest(request.community.id)
    form = SettingsForm(request.POST)
    if form.is_valid():
        for name, value in form.cleaned_data.items():
            setattr(rules, name, value)
        _keep(request, form, rules, number)


def _go_back(request: OperatorRequest) -> None:
    wanted = request.POST.get("version", "")
    found = next((row for row in queries.versions(request.actor, 200) if str(row.number) == wanted), None)
    if found is not None:
        note = _("as in version %(n)d") % {"n": found.number}
        put_in_force(actor=request.actor, rules=found.rules, note=note)
        messages.success(request, _("In force."), extra_tags="good")


def _amend(request: OperatorRequest) -> None:
    number, rules = loading.newest(request.community.id)
    proposed = {one.line.id: one.amendment for one in learning.records(request.actor) if one.amendment}
    made = proposed.get(request.POST.get("line", ""))
    if made is not None:
        rules.lines = [made if one.id == made.id else one for one in rules.lines]
        note = _("amended after what was overturned")
        put_in_force(actor=request.actor, rules=msgspec.to_builtins(rules), note=note, based_on=number)
        messages.success(request, _("In force."), extra_tags="good")


@require_GET
def rehearsal(request: OperatorRequest, rehearsal: int) -> HttpResponse:
    """Whom policies would have hit."""
    row = queries.rehearsal(request.actor, rehearsal)
    rules = msgspec.convert(row.rules, Rules)
    people = sorted(row.people.items(), key=lambda one: -one[1])[:20]
    names = members.names_of({int(one) for one, _count in people} | _authors(row.hits))
    context: dict[str, Any] = {
        "it": row,
        "percent": 100 if row.state == "done" else round(100 * row.read / row.total) if row.total else 0,
        "lines": [_hits(request, one, row.hits.get(one.id), names) for one in rules.lines if one.mode != "off"],
        "people": [(int(one), names.get(int(one), ""), count) for one, count in people],
        "bounded": row.total >= MOST,
        "may": bool(policy.may_change_policies(request.actor)),
    }
    return render(request, "moderation/rehearsal.html", context)


def _authors(hits: dict[str, Any]) -> set[int]:
    return {person for entry in hits.values() for _group, _seq, person, _measure, _shown in entry["some"]}


def _hits(request: OperatorRequest, one: Line, entry: dict[str, Any] | None, names: dict[int, str]) -> dict[str, Any]:
    some = []
    for group, seq, person, measure, shown in (entry or {"some": []})["some"][:10]:
        try:
            text = chat.message_in(request.actor, group, seq).text
        except Refusal:
            continue
        some.append((person, names.get(person, ""), wording.measured(one.trigger, measure, one.limit), shown, text))
    return {"sentence": wording.line(one), "count": entry["count"] if entry else 0, "some": some}


@require_POST
def stop(request: OperatorRequest, rehearsal: int) -> HttpResponse:
    """End a rehearsal; what was found stays."""
    stop_rehearsal(actor=request.actor, rehearsal=rehearsal)
    return redirect("rehearsal", request.community.slug, rehearsal)


@require_POST
def lesson(request: OperatorRequest, lesson: int) -> HttpResponse:
    """Take a lesson back, or teach it after all."""
    undo_lesson(actor=request.actor, lesson=lesson, undo=request.POST.get("what") == "undo")
    return redirect("rules_learn", request.community.slug)
