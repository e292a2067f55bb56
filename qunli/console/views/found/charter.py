"""The charter: one question at a time, what it promises, versions, opening."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.console.views.found.first_steps import first_steps
from qunli.console.views.found.forms import PromiseForm
from qunli.console.views.found.kept import judged
from qunli.core.http import OperatorRequest
from qunli.core.refusals import NotFound, Refusal
from qunli.domains.communities import facade as communities

KEYS = [one.key for one in communities.QUESTIONS]


@require_GET
def charter(request: OperatorRequest) -> HttpResponse:
    """Every answer, what is missing, and whether its promises are kept."""
    view = communities.charter_of(request.community.id)
    context = {
        "charter": view,
        "asked": [_asked(one, view) for one in communities.QUESTIONS],
        "promises": judged(request.actor, view.promises),
        "versions": len(communities.charter_versions(request.community.id)),
        "next": view.missing[0].key if view.missing else KEYS[0],
        "may": communities.may_govern(request.actor),
        "steps": first_steps(request) if not view.missing and communities.may_govern(request.actor) else [],
        "form": PromiseForm(),
    }
    return render(request, "console/found/charter.html", context)


def question(request: OperatorRequest, key: str) -> HttpResponse:
    """One question. Written on, it is saved as it stands; the buttons lead back and on."""
    if key not in KEYS:
        raise NotFound
    at, error = KEYS.index(key), None
    if request.method == "POST":
        try:
            _save(request, key)
        except Refusal as refusal:
            error = refusal
        if request.htmx:
            return render(request, "console/found/saved.html", {"error": error, "at": timezone.localtime()})
        if error is None:
            return _onward(request, at)
    view = communities.charter_of(request.community.id)
    asked = communities.BY_KEY[key]
    context = {
        "asked": asked,
        "key": key,
        "answer": request.POST.get("text", view.answers.get(key, "")) if asked.shape == "text" else None,
        "revenue": _revenue(request, view) if asked.shape == "revenue" else None,
        "public": key in view.public,
        "error": error,
        "number": at + 1,
        "total": len(KEYS),
        "answered": view.answered,
        "before": KEYS[at - 1] if at else None,
        "last": at == len(KEYS) - 1,
        "promises": judged(request.actor, view.promises) if asked.shape == "promises" else (),
        "form": PromiseForm() if asked.shape == "promises" else None,
        "may": communities.may_govern(request.actor),
    }
    return render(request, "console/found/question.html", context, status=422 if error else 200)


@require_POST
def open_up(request: OperatorRequest) -> HttpResponse:
    """The charter stands: open the front door."""
    try:
        communities.open_community(actor=request.actor)
    except Refusal as refusal:
        messages.warning(request, str(refusal.sentence), extra_tags="warn")
    else:
        messages.success(request, _("The community is open."), extra_tags="good")
    return redirect("charter", request.community.slug)


def promise(request: OperatorRequest) -> HttpResponse:
    """Promise something that can be checked."""
    form = PromiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            communities.make_promise(actor=request.actor, **form.facts())
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal.sentence))
        else:
            messages.success(request, _("It is promised."), extra_tags="good")
            return redirect("charter_question", request.community.slug, "promises")
    context = {"form": form, "may": communities.may_govern(request.actor)}
    return render(request, "console/found/promise.html", context)


@require_POST
def decide_promise(request: OperatorRequest, promise: int) -> HttpResponse:
    """A task is done, a promise is withdrawn, or the withdrawal is taken back."""
    deed = request.POST.get("deed")
    if deed == "done":
        communities.finish_promise(actor=request.actor, promise=promise)
        messages.success(request, _("Marked done."), extra_tags="good")
    elif deed == "renew":
        communities.renew_promise(actor=request.actor, promise=promise)
        messages.success(request, _("It is promised again."), extra_tags="good")
    else:
        communities.withdraw_promise(actor=request.actor, promise=promise)
        request.session["withdrawn"] = promise
        messages.success(request, _("The promise was withdrawn."), extra_tags="good")
    return redirect("charter", request.community.slug)


@require_GET
def versions(request: OperatorRequest) -> HttpResponse:
    """Every version that was kept, and what has changed since the last."""
    kept = communities.charter_versions(request.community.id)
    now = communities.content_of(communities.charter_of(request.community.id))
    context = {"versions": kept, "changed": not kept or kept[0].content != now}
    context["may"] = communities.may_govern(request.actor)
    return render(request, "console/found/charter_versions.html", context)


@require_POST
def keep(request: OperatorRequest) -> HttpResponse:
    """Keep the charter of this moment as a version."""
    try:
        communities.keep_charter(actor=request.actor, why=request.POST.get("why", ""))
    except Refusal as refusal:
        messages.warning(request, str(refusal.sentence), extra_tags="warn")
    else:
        messages.success(request, _("Kept as a version."), extra_tags="good")
    return redirect("charter_versions", request.community.slug)


def version(request: OperatorRequest, number: int) -> HttpResponse:
    """What a version changed against the one before, or what has changed since; and the way back to it."""
    view = communities.charter_version(request.community.id, number)
    if request.method == "POST":
        communities.restore_charter(actor=request.actor, number=number, why=request.POST.get("why", ""))
        messages.success(request, _("The earlier version stands again; the later ones are kept."), extra_tags="good")
        return redirect("charter", request.community.slug)
    since = request.GET.get("since") == "now"
    own = communities.texts_of(view.content)
    now = communities.texts_of(communities.content_of(communities.charter_of(request.community.id)))
    before = communities.texts_of(communities.charter_version(request.community.id, number - 1).content) if (
        number > 1 and not since
    ) else {}  # fmt: skip
    old, new = (own, now) if since else (before, own)
    changes = [
        {"title": one.title, "pieces": communities.difference(old.get(one.key, ""), new[one.key])}
        for one in communities.QUESTIONS
        if old.get(one.key, "") != new[one.key]
    ]
    context = {"version": view, "since": since, "changes": changes, "may": communities.may_govern(request.actor)}
    return render(request, "console/found/charter_version.html", context)


def _asked(asked: Any, view: communities.CharterView) -> dict[str, Any]:
    text = communities.answer_as_text(asked.key, view.answers.get(asked.key))
    if asked.shape == "revenue" and view.answers.get("revenue", {}).get("free"):
        text = _("It is free of charge.")
    return {"it": asked, "text": text, "public": asked.key in view.public, "missing": asked in view.missing}


def _save(request: OperatorRequest, key: str) -> None:
    public = request.POST.get("public") == "on"
    shape = communities.BY_KEY[key].shape
    if shape == "text":
        communities.answer_charter(actor=request.actor, question=key, text=request.POST.get("text", ""), public=public)
    elif shape == "revenue":
        communities.answer_revenue(
            actor=request.actor, lines=_lines(request), free=request.POST.get("free") == "on", public=public
        )
    else:
        communities.show_answer(actor=request.actor, question=key, public=public)


def _lines(request: OperatorRequest) -> list[dict[str, str]]:
    columns = (request.POST.getlist(part) for part in ("who", "when", "what"))
    return [{"who": who, "when": when, "what": what} for who, when, what in zip(*columns, strict=False)]


def _revenue(request: OperatorRequest, view: communities.CharterView) -> dict[str, Any]:
    """Lines to fill in, always two more than there are."""
    kept = view.answers.get("revenue", {})
    lines = _lines(request) if request.method == "POST" else list(kept.get("lines", ()))
    free = request.POST.get("free") == "on" if request.method == "POST" else kept.get("free", False)
    empty = {"who": "", "when": "", "what": ""}
    return {"free": free, "lines": [*(one for one in lines if any(one.values())), empty, empty]}


def _onward(request: OperatorRequest, at: int) -> HttpResponse:
    slug, go = request.community.slug, request.POST.get("go", "next")
    if go == "before" and at:
        return redirect("charter_question", slug, KEYS[at - 1])
    if go == "stay":
        return redirect("charter_question", slug, KEYS[at])
    if go == "next" and at + 1 < len(KEYS):
        return redirect("charter_question", slug, KEYS[at + 1])
    return redirect("charter", slug)
