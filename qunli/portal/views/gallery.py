"""Pictures of the community, added by its members."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qunli.core.http import page_asked
from qunli.core.refusals import NotFound, Refusal
from qunli.domains.members import facade as members
from qunli.portal.request import MemberRequest, for_members

A_PAGE = 24


class PictureForm(forms.Form):
    """A picture and what is to be seen on it."""

    image = forms.FileField(
        label=gettext_lazy("Picture"),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )
    caption = forms.CharField(label=gettext_lazy("What is to be seen?"), max_length=200, required=False)


@require_http_methods(["GET", "POST"])
@for_members
def gallery(request: MemberRequest) -> HttpResponse:
    """Pictures that are shown, one's own that wait, and a way to add one."""
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            members.add_image(
                actor=request.actor, data=form.cleaned_data["image"].read(), caption=form.cleaned_data["caption"]
            )
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal.sentence))
        else:
            messages.success(request, _("Added. Others see it when somebody has looked at it."), extra_tags="good")
            return redirect("pictures", request.community.slug)
    page = page_asked(request)
    found, total = members.gallery(request.actor, limit=A_PAGE, offset=(page - 1) * A_PAGE)
    context = {"form": form, "images": found, "pages": Paginator(range(total), A_PAGE).get_page(page)}
    return render(request, "portal/gallery.html", context)


@require_POST
@for_members
def picture(request: MemberRequest, image: int) -> HttpResponse:
    """Report a picture, or take one's own away."""
    if request.POST.get("deed") == "remove":
        members.remove_image(actor=request.actor, image=image)
        messages.success(request, _("The picture is gone."), extra_tags="good")
    else:
        members.report_image(actor=request.actor, image=image, reason=request.POST.get("reason", ""))
        messages.success(request, _("Thank you. Somebody will look at it."), extra_tags="good")
    return redirect("pictures", request.community.slug)


@require_GET
@for_members
def file(request: MemberRequest, image: int, size: str) -> HttpResponse:
    """The pixels, for members only."""
    if size not in ("small", "large"):
        raise NotFound
    answer = HttpResponse(members.gallery_file(request.actor, image, small=size == "small"), content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
