"""The feedback box: write, and read what became of what others wrote."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from qunli.core.http import page_asked
from qunli.core.refusals import Refusal
from qunli.domains.engagement import facade as engagement
from qunli.portal.request import MemberRequest, for_members

A_PAGE = 20


@for_members
def feedback(request: MemberRequest) -> HttpResponse:
    """A form, one's own notes, and those that were answered."""
    given, wrong = request.POST, None
    if request.method == "POST":
        try:
            engagement.give_feedback(actor=request.actor, text=given.get("text", ""), anonymous="anonymous" in given)
            messages.success(request, _("Thank you. The answer will stand here."), extra_tags="good")
            return redirect("member_feedback", request.community.slug)
        except Refusal as refusal:
            wrong = refusal
    page = page_asked(request)
    found, total = engagement.answered(request.actor, A_PAGE, (page - 1) * A_PAGE)
    context = {
        "own": [one for one in engagement.own(request.actor) if one.state == "new" or not one.shown],
        "answered": found,
        "pages": Paginator(range(total), A_PAGE).get_page(page),
        "given": given,
        "wrong": wrong,
    }
    return render(request, "portal/feedback.html", context, status=422 if wrong else 200)
