"""Pictures of the community: those that wait, those reported, those shown."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.console.views.found.forms import ImageForm
from qunli.core.http import OperatorRequest, page_asked
from qunli.core.refusals import Refusal
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members

A_PAGE = 24
STATES = ("waiting", "reported", "shown")


def gallery(request: OperatorRequest) -> HttpResponse:
    """One state at a time; adding a picture of one's own."""
    state = request.GET.get("state", "") if request.GET.get("state") in STATES else ""
    counts = {one: members.gallery(request.actor, one, limit=0)[1] for one in STATES}
    state = state or next((one for one in ("reported", "waiting") if counts[one]), "shown")
    page = page_asked(request)
    form = ImageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            members.add_image(
                actor=request.actor, data=form.cleaned_data["image"].read(), caption=form.cleaned_data["caption"]
            )
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal.sentence))
        else:
            messages.success(request, _("The picture is in the gallery."), extra_tags="good")
            return redirect("gallery", request.community.slug)
    found, total = members.gallery(request.actor, state, limit=A_PAGE, offset=(page - 1) * A_PAGE)
    context = {
        "images": found,
        "state": state,
        "counts": counts,
        "pages": Paginator(range(total), A_PAGE).get_page(page),
        "form": form,
        "may": request.actor.has(communities.powers.MODERATE),
    }
    return render(request, "console/found/gallery.html", context)


@require_POST
def decide(request: OperatorRequest, image: int) -> HttpResponse:
    """Show a picture or remove it."""
    if request.POST.get("deed") == "show":
        members.show_image(actor=request.actor, image=image)
        messages.success(request, _("Members see the picture."), extra_tags="good")
    else:
        members.remove_image(actor=request.actor, image=image)
        messages.success(request, _("The picture is gone."), extra_tags="good")
    return redirect("gallery", request.community.slug)


@require_GET
def file(request: OperatorRequest, image: int) -> HttpResponse:
    """A picture, small."""
    return HttpResponse(members.gallery_file(request.actor, image, small=True), content_type="image/jpeg")
