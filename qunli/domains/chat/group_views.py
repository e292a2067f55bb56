"""The page on which groups of one's own are opened, renamed and closed."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from qunli.core.http import OperatorRequest
from qunli.core.refusals import Refusal
from qunli.domains.chat import conversation, policy
from qunli.domains.chat.live_decisions import GROUP_NAME_LIMIT
from qunli.domains.chat.operations.choose_notices import set_quiet_default
from qunli.domains.chat.operations.open_group import describe_group, open_group
from qunli.domains.chat.pushing import choices
from qunli.domains.members.facade import WEB


class GroupForm(forms.Form):
    """A group that is opened."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=GROUP_NAME_LIMIT)
    announcements_only = forms.BooleanField(
        label=gettext_lazy("Only those who announce can write"),
        help_text=gettext_lazy("Everybody reads; managers and members whose post it is write."),
        required=False,
    )


def web_groups(request: OperatorRequest) -> HttpResponse:
    """Every group of one's own, and the form to open one more."""
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            open_group(actor=request.actor, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal.sentence))
        else:
            messages.success(request, _("The group is open."), extra_tags="good")
            return redirect("web_groups", request.community.slug)
    found = [one for one in conversation.live_groups(request.actor) if one.platform == WEB]
    quiet = choices.quiet_default(request.actor)
    context = {
        "groups": found,
        "form": form,
        "may": policy.may_open_groups(request.actor),
        "quiet": quiet,
        "times": [choices.clock(one) for one in quiet or (22 * 60, 7 * 60)],
    }
    return render(request, "chat/web_groups.html", context)


@require_POST
def set_quiet_hours(request: OperatorRequest) -> HttpResponse:
    """When members are told nothing who chose no hours of their own."""
    given = request.POST
    try:
        found = choices.hours(given.get("from", ""), given.get("until", "")) if "quiet" in given else None
        set_quiet_default(actor=request.actor, hours=found)
    except Refusal as refusal:
        messages.warning(request, str(refusal.sentence), extra_tags="warn")
    else:
        messages.success(request, _("Saved."), extra_tags="good")
    return redirect("web_groups", request.community.slug)


@require_POST
def change_web_group(request: OperatorRequest, group: int) -> HttpResponse:
    """Rename a group, say who may write in it, close it or open it again."""
    closing = request.POST.get("what") == "close"
    try:
        describe_group(
            actor=request.actor,
            group=group,
            name=request.POST.get("name", ""),
            announcements_only="announcements_only" in request.POST,
            welcomes="welcomes" in request.POST,
            closed=closing,
        )
    except Refusal as refusal:
        messages.warning(request, str(refusal.sentence), extra_tags="warn")
    else:
        said = _("The group is closed: it can be read, and nobody writes.") if closing else _("Saved.")
        messages.success(request, said, extra_tags="good")
    return redirect("web_groups", request.community.slug)
