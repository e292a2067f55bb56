"""Delete a community, or what was deleted for good: say in numbers what goes, offer to save it, ask for its name."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qunli.core.http import OperatorRequest
from qunli.core.refusals import Invalid
from qunli.core.streaming import stream
from qunli.domains.chat import facade as chat
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members


@reauthentication_required  # type: ignore[untyped-decorator]
def delete(request: OperatorRequest) -> HttpResponse:
    """Whoever confirms has signed in a moment ago, so an unattended screen deletes nothing."""
    communities.may_delete(request.actor).or_refuse()
    slug, wrong = request.community.slug, ""
    if request.method == "POST":
        name, at_once = request.POST.get("name", ""), request.POST.get("when") == "now"
        actor = communities.actor_of(request.user)
        try:
            communities.delete_community(actor=actor, community=slug, name=name, at_once=at_once)
        except Invalid as refusal:
            wrong = str(refusal.sentence)
        else:
            messages.success(request, _("The community is deleted."), extra_tags="good")
            return redirect("communities")
    extent, people = chat.extent(request.actor), members.find_people(request.actor, limit=1)[1]
    context = {"extent": extent, "people": people, "grace": communities.GRACE.days, "wrong": wrong}
    return render(request, "console/delete_community.html", context)


@require_GET
def save_history(request: OperatorRequest) -> StreamingHttpResponse:
    """Everything that was said, as a table that Qunli reads."""
    lines = chat.export_history(actor=request.actor)
    pieces = (line.encode() for line in lines)
    return stream(request, pieces, "text/csv; charset=utf-8", name=f"{request.community.slug}.csv")
