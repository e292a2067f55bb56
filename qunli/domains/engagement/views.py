"""Pages of the chapter Enliven about polls, check-ins, questions and the feedback box."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qunli.core.http import OperatorRequest, number, page_asked
from qunli.core.refusals import Refusal
from qunli.core.spreadsheet import as_csv
from qunli.core.streaming import stream
from qunli.domains.chat import facade as chat
from qunli.domains.engagement import check_ins as reading
from qunli.domains.engagement import exporting, policy
from qunli.domains.engagement import feedback as notes
from qunli.domains.engagement import polls as asked
from qunli.domains.engagement import questions as wondered
from qunli.domains.engagement.models import Feedback
from qunli.domains.engagement.operations.check_in import close_check_in, open_check_in
from qunli.domains.engagement.operations.close_poll import close_poll
from qunli.domains.engagement.operations.feedback import answer_feedback

A_PAGE = 20


@require_GET
def polls(request: OperatorRequest) -> HttpResponse:
    """Open ones, or with `?closed` those that are over."""
    closed, offset = "closed" in request.GET, (page_asked(request) - 1) * A_PAGE
    found, total = asked.polls(request.actor, closed=closed, limit=A_PAGE, offset=offset)
    context = {"polls": found, "closed": closed, "pages": _pages(request, total)}
    return render(request, "engagement/polls.html", context | _may(request))


def poll(request: OperatorRequest, poll: int) -> HttpResponse:
    """One; those who run activities close it."""
    if request.method == "POST":
        close_poll(actor=request.actor, poll=poll)
        messages.success(request, _("The poll is closed."), extra_tags="good")
        return redirect("poll", request.community.slug, poll)
    return render(request, "engagement/poll.html", {"poll": asked.poll(request.actor, poll)})


def check_ins(request: OperatorRequest) -> HttpResponse:
    """Each group's, and one to open."""
    given, wrong = request.POST, None
    if request.method == "POST":
        try:
            group = number(given.get("group")) or 0
            opened = open_check_in(actor=request.actor, group=group, title=given.get("title", ""))
            messages.success(request, _("From now on the group checks in each day."), extra_tags="good")
            return redirect("check_in", request.community.slug, opened)
        except Refusal as refusal:
            wrong = refusal
    found = reading.check_ins(request.actor)
    taken = {one.group for one in found if not one.closed}
    groups = [one for one in chat.live_groups(request.actor) if not one.closed and one.id not in taken]
    context = {"checks": found, "groups": groups, "given": given, "wrong": wrong}
    return render(request, "engagement/check_ins.html", context | _may(request), status=422 if wrong else 200)


def check_in(request: OperatorRequest, check_in: int) -> HttpResponse:
    """Who is here today, and the board."""
    if request.method == "POST":
        close_check_in(actor=request.actor, check_in=check_in)
        messages.success(request, _("Closed. The board stays."), extra_tags="good")
        return redirect("check_in", request.community.slug, check_in)
    context = {
        "check": reading.check_in(request.actor, check_in),
        "today": reading.today(request.actor, check_in, 200),
        "board": reading.board(request.actor, check_in, 50),
    }
    return render(request, "engagement/check_in.html", context | _may(request))


@require_GET
def questions(request: OperatorRequest) -> HttpResponse:
    """Open ones, or with `?answered` the others."""
    answered, offset = "answered" in request.GET, (page_asked(request) - 1) * A_PAGE
    found, total = wondered.questions(request.actor, "answered" if answered else "open", A_PAGE, offset)
    context = {"questions": found, "answered": answered, "pages": _pages(request, total)}
    return render(request, "engagement/questions.html", context | _may(request))


@require_GET
def feedback(request: OperatorRequest) -> HttpResponse:
    """The whole box, or what is in one state."""
    state = request.GET.get("state", "")
    state = state if state in Feedback.State.values else ""
    found, total = notes.box(request.actor, state, A_PAGE, (page_asked(request) - 1) * A_PAGE)
    counts = notes.counts(request.actor)
    context = {
        "notes": found,
        "state": state,
        "states": [(value, label, counts.get(value, 0)) for value, label in Feedback.State.choices],
        "new": counts.get("new", 0),
        "pages": _pages(request, total),
    }
    return render(request, "engagement/feedback.html", context | _may(request))


def one_feedback(request: OperatorRequest, feedback: int) -> HttpResponse:
    """Say what becomes of one note."""
    given, wrong = request.POST, None
    if request.method == "POST":
        try:
            answer_feedback(
                actor=request.actor,
                feedback=feedback,
                state=given.get("state", ""),
                answer=given.get("answer", ""),
                shown="shown" in given,
            )
            messages.success(request, _("Answered."), extra_tags="good")
            return redirect("feedback_box", request.community.slug)
        except Refusal as refusal:
            wrong = refusal
    view = notes.one(request.actor, feedback)
    states = [one for one in Feedback.State.choices if one[0] != Feedback.State.NEW]
    context = {
        "one": view,
        "states": states,
        "wrong": wrong,
        "state": given.get("state", "") or view.state,
        "answer": given.get("answer", "") if wrong else view.answer,
        "shown": "shown" in given if wrong else view.shown,
    }
    return render(request, "engagement/one_feedback.html", context, status=422 if wrong else 200)


@require_GET
def polls_csv(request: OperatorRequest) -> StreamingHttpResponse:
    """Every choice of every poll."""
    return _csv(request, exporting.poll_rows(request.actor), "polls")


@require_GET
def check_in_csv(request: OperatorRequest, check_in: int) -> StreamingHttpResponse:
    """Every day of every member."""
    here = reading.check_in(request.actor, check_in)
    return _csv(request, exporting.attendance_rows(request.actor, here.id), f"check-in-{here.id}")


@require_GET
def questions_csv(request: OperatorRequest) -> StreamingHttpResponse:
    """Every question."""
    return _csv(request, exporting.question_rows(request.actor), "questions")


@require_GET
def feedback_csv(request: OperatorRequest) -> StreamingHttpResponse:
    """The whole box."""
    return _csv(request, exporting.feedback_rows(request.actor), "feedback")


def _csv(request: OperatorRequest, rows: Iterator[list[Any]], name: str) -> StreamingHttpResponse:
    policy.may_export(request.actor).or_refuse()
    return stream(request, as_csv(rows), "text/csv; charset=utf-8", f"{request.community.slug}-{name}.csv")


def _pages(request: OperatorRequest, total: int) -> Page[int]:
    return Paginator(range(total), A_PAGE).get_page(page_asked(request))


def _may(request: OperatorRequest) -> dict[str, bool]:
    return {
        "may_run": bool(policy.may_run(request.actor)),
        "may_export": bool(policy.may_export(request.actor)),
        "may_answer": bool(policy.may_answer_feedback(request.actor)),
    }
