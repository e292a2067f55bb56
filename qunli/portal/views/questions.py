"""Questions: open ones, answered ones, one with its answers."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qunli.core.http import number, page_asked
from qunli.core.refusals import Conflict, Refusal
from qunli.domains.engagement import facade as engagement
from qunli.portal.answers import as_json, refused
from qunli.portal.request import MemberRequest, for_members
from qunli.portal.views.polls import writable

A_PAGE = 20


@for_members
def questions(request: MemberRequest) -> HttpResponse:
    """Open ones with those nobody answered marked, or with `?answered` the others; a form to ask."""
    given, wrong = request.POST, None
    if request.method == "POST":
        try:
            group = number(given.get("group")) or 0
            posted = engagement.ask(actor=request.actor, group=group, text=given.get("text", ""))
            asked = posted.or_refuse()
            messages.success(request, posted.sentence or _("Your question stands in the group."), extra_tags="good")
            return redirect("member_question", request.community.slug, asked)
        except Refusal as refusal:
            wrong = refusal
    answered, page = "answered" in request.GET, page_asked(request)
    found, total = engagement.questions(request.actor, "answered" if answered else "open", A_PAGE, (page - 1) * A_PAGE)
    context = {
        "questions": found,
        "answered": answered,
        "pages": Paginator(range(total), A_PAGE).get_page(page),
        "groups": writable(request),
        "given": given,
        "wrong": wrong,
    }
    return render(request, "portal/questions.html", context, status=422 if wrong else 200)


@for_members
def question(request: MemberRequest, question: int) -> HttpResponse:
    """One with what was said in reply, and a line to answer."""
    wrong = None
    if request.method == "POST":
        try:
            posted = engagement.answer(actor=request.actor, question=question, text=request.POST.get("text", ""))
            posted.or_refuse()
            messages.success(request, posted.sentence or _("Your answer stands in the group."), extra_tags="good")
            return redirect("member_question", request.community.slug, question)
        except Refusal as refusal:
            wrong = refusal
    view = engagement.question(request.actor, question)
    context = {"question": view, "wrong": wrong, "text": request.POST.get("text", "")}
    return render(request, "portal/question.html", context, status=422 if wrong else 200)


@require_POST
@for_members
def settle(request: MemberRequest, question: int) -> HttpResponse:
    """Accept an answer (`seq`), or take that back."""
    seq = number(request.POST.get("seq"))
    if seq is None:
        engagement.reopen(actor=request.actor, question=question)
        messages.success(request, _("The question is open again."), extra_tags="good")
    else:
        engagement.accept(actor=request.actor, question=question, seq=seq)
        messages.success(request, _("Thank you: others find this answer now."), extra_tags="good")
    return redirect("member_question", request.community.slug, question)


@for_members
def helped(request: MemberRequest, group: int, seq: int) -> HttpResponse:
    """As JSON. GET: whether the member may say that this message answers a question, and whether it is said. POST: say
    so, or with `do` reopen that it did not help after all."""
    actor = request.actor
    try:
        view = engagement.as_answer(actor, group, seq)
        if request.method != "POST":
            return as_json({"may": view is not None and view.may_accept, "accepted": bool(view and view.accepted)})
        if view is None:
            raise Conflict(_("This is no answer to a question."))
        if request.POST.get("do") == "reopen":
            engagement.reopen(actor=actor, question=view.question)
            return as_json({"sentence": _("The question is open again.")})
        engagement.accept(actor=actor, question=view.question, seq=seq)
    except Refusal as refusal:
        return refused(refusal)
    return as_json({"sentence": _("Thank you: others find this answer now.")})
