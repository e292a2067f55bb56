"""Pages about communities that were deleted and are not erased yet."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qunli.core.http import OperatorRequest
from qunli.core.refusals import Invalid, NotFound
from qunli.domains.communities import policy, queries
from qunli.domains.communities.operations.delete_community import erase_community_now
from qunli.domains.communities.operations.restore_community import restore_community


@require_POST
def restore(request: OperatorRequest, slug: str) -> HttpResponse:
    """Bring it back, with everything in it."""
    restore_community(actor=queries.actor_of(request.user), community=slug)
    messages.success(request, _("The community is back, with everything in it."), extra_tags="good")
    return redirect("today", slug)


@reauthentication_required  # type: ignore[untyped-decorator]
def erase(request: OperatorRequest, slug: str) -> HttpResponse:
    """Ask for the name once more, then do not wait any longer."""
    actor, wrong = queries.actor_of(request.user), ""
    policy.may_delete(actor).or_refuse()
    one = next((one for one in queries.deleted_communities(actor) if one.slug == slug), None)
    if one is None:
        raise NotFound
    if request.method == "POST":
        try:
            erase_community_now(actor=actor, community=slug, name=request.POST.get("name", ""))
        except Invalid as refusal:
            wrong = str(refusal.sentence)
        else:
            messages.success(request, _("It is being erased."), extra_tags="good")
            return redirect("communities")
    return render(request, "communities/erase.html", {"one": one, "wrong": wrong})
