"""What members say: complaints, wishes and the things they name; the operator has the last word on each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qunli.analysis.cues import Kind
from qunli.console.templatetags.qunli import words
from qunli.core.http import OperatorRequest, numbers
from qunli.core.refusals import NotFound
from qunli.domains.communities import facade as communities
from qunli.domains.insight import facade as insight
from qunli.reports import said
from qunli.reports.findings import Findings, Mined, Remark

A_PAGE = 10


def said_by_members(request: OperatorRequest, found: Findings) -> dict[str, Any]:
    """What the tab shows: complaints page by page, of some members only when `who` names them, wishes, and names."""
    wanted = set(numbers(request.GET.getlist("who")))
    heard = insight.heard(request.actor)
    complaints = _of(found.feedback.complaints.remarks, wanted)
    pages = Paginator(complaints, A_PAGE).get_page(request.GET.get("page"))
    return {
        "kinds": [
            _kind("complaint", found.feedback.complaints, list(pages.object_list), heard),
            _kind("wish", found.feedback.wishes, _of(found.feedback.wishes.remarks, wanted), heard),
        ],
        "pages": pages,
        "only_some": bool(wanted),
        "as_table": request.GET.get("view") == "table",
        "named": found.feedback.named,
        "names_rate": said.rate_of_names(words()),
        "read": said.read(found.feedback, words()) if found.feedback.read else "",
        "watched": insight.watched_names(request.actor),
        "may_act": request.actor.has(communities.powers.ACT),
        "undo": request.session.pop("undo_remark", None),
    }


@require_POST
def settle(request: OperatorRequest, kind: str, message: int) -> HttpResponse:
    """A remark is dealt with, or it never was one; or that is taken back."""
    match request.POST.get("what"):
        case "done":
            insight.settle_remark(actor=request.actor, kind=kind, message=message, right=True)
            told = _("Dealt with. It is not shown any more.")
        case "wrong":
            insight.settle_remark(actor=request.actor, kind=kind, message=message, right=False)
            told = _("Noted, it is not shown any more. It counts when we say how often we are right.")
        case "reopen":
            insight.reopen_remark(actor=request.actor, kind=kind, message=message)
            told = _("It is back on the list.")
        case _other:
            raise NotFound
    messages.success(request, told, extra_tags="good")
    if request.POST["what"] != "reopen":
        request.session["undo_remark"] = {"kind": kind, "message": message}
    return redirect("understand", request.community.slug, "say")


@require_POST
def watch(request: OperatorRequest) -> HttpResponse:
    """Say which products to listen for."""
    insight.watch_names(actor=request.actor, names=request.POST.get("names", "").splitlines())
    messages.success(request, _("Noted. The picture is drawn anew."), extra_tags="good")
    return redirect("understand", request.community.slug, "say")


def _of(remarks: Sequence[Remark], wanted: set[int]) -> list[Remark]:
    return [one for one in remarks if not wanted or one.who in wanted]


def _kind(kind: Kind, mined: Mined, shown: Sequence[Remark], heard: dict[str, insight.Heard]) -> dict[str, Any]:
    return {
        "kind": kind,
        "title": _("Complaints") if kind == "complaint" else _("Wishes"),
        "none": _("No complaint was found.") if kind == "complaint" else _("No wish was found."),
        "wrong": _("Not a complaint") if kind == "complaint" else _("Not a wish"),
        "trend": said.trend(mined.recent, mined.before, words()),
        "rate": _rate(kind, heard.get(kind)),
        "rows": [{"it": one, "why": said.why(one, words())} for one in shown],
    }


def _rate(kind: Kind, here: insight.Heard | None) -> str:
    measured = said.rate(kind, words())
    if here is None:
        return measured
    own = _("Here %(right)d of the %(said)d you looked at were right.") % {"right": here.right, "said": here.said}
    return f"{own} {measured}"
