"""Pages about the operator's communities and colleagues."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.core.http import OperatorRequest
from qunli.core.refusals import Refusal
from qunli.domains.communities import colleagues, platforms, policy, queries
from qunli.domains.communities.forms import CommunityForm, FoundingForm, InvitationForm, TokenForm, WishForm
from qunli.domains.communities.models import Role
from qunli.domains.communities.operations.change_role import change_role, remove_colleague
from qunli.domains.communities.operations.create_community import create_community
from qunli.domains.communities.operations.describe_community import describe_community
from qunli.domains.communities.operations.invite_colleague import invite_colleague
from qunli.domains.communities.operations.make_token import make_token, revoke_token
from qunli.domains.communities.operations.withdraw_invitation import withdraw_invitation


@require_GET
def communities(request: OperatorRequest) -> HttpResponse:
    """The operator's communities."""
    actor = queries.actor_of(request.user)
    deleted = queries.deleted_communities(actor)
    context = {
        "deleted": deleted,
        "erasing": any(one.erase_at is not None and one.erase_at <= timezone.now() for one in deleted),
        "may_delete": policy.may_delete(actor),
    }
    if request.htmx:
        return render(request, "communities/deleted.html", context)
    return render(request, "communities/communities.html", {**context, "communities": queries.communities_of(actor)})


def create(request: OperatorRequest) -> HttpResponse:
    """Put a new community on the map."""
    actor = queries.actor_of(request.user)
    form = FoundingForm(request.POST or None, initial={"time_zone": "UTC", "language": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        try:
            created = create_community(actor=actor, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal.sentence))
        else:
            slug = next(one.slug for one in queries.communities_of(actor) if one.id == created)
            if form.cleaned_data["lives_already"]:
                return redirect("imports", slug)
            return redirect("room" if form.cleaned_data["origin"] == "room" else "charter", slug)
    return render(request, "communities/create.html", {"form": form})


@require_GET
def found(request: OperatorRequest) -> HttpResponse:
    """Which chat fits what the community needs."""
    form = WishForm(request.GET if "size" in request.GET else {"size": 200, "history": "on"})
    wish = platforms.Wish(**form.cleaned_data) if form.is_valid() else platforms.Wish()
    context = {"form": form, "fits": platforms.guidance(wish), "checked": platforms.CHECKED}
    return render(request, "communities/found.html", context)


def describe(request: OperatorRequest) -> HttpResponse:
    """What the community says of itself."""
    initial = {name: getattr(request.community, name) for name in CommunityForm.base_fields}
    form = CommunityForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            describe_community(actor=request.actor, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal.sentence))
        else:
            messages.success(request, _("Saved."), extra_tags="good")
            return redirect("describe", request.community.slug)
    context = {
        "form": form,
        "may": policy.may_describe(request.actor),
        "may_delete": policy.may_delete(request.actor),
    }
    return render(request, "communities/describe.html", context)


def colleague_list(request: OperatorRequest) -> HttpResponse:
    """Who helps, who is invited, and the form to invite one more."""
    actor = queries.actor_of(request.user)
    form, link = InvitationForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            token = invite_colleague(actor=actor, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal.sentence))
        else:
            link, form = request.build_absolute_uri(reverse("invitation", args=[token])), InvitationForm()
    context = {
        "colleagues": colleagues.colleagues(actor),
        "invitations": colleagues.open_invitations(actor),
        "roles": Role.choices,
        "may": policy.may_invite_colleagues(actor),
        "form": form,
        "link": link,
    }
    return render(request, "communities/colleagues.html", context)


@require_POST
def decide_colleague(request: OperatorRequest, colleague: int) -> HttpResponse:
    """Give a colleague another role, or none."""
    actor = queries.actor_of(request.user)
    if request.POST.get("role"):
        change_role(actor=actor, colleague=colleague, role=request.POST["role"])
        messages.success(request, _("The role was changed."), extra_tags="good")
    else:
        remove_colleague(actor=actor, colleague=colleague)
        messages.success(request, _("The colleague was removed."), extra_tags="good")
    return redirect("colleagues")


@require_POST
def withdraw(request: OperatorRequest, invitation: int) -> HttpResponse:
    """Take an invitation back."""
    withdraw_invitation(actor=queries.actor_of(request.user), invitation=invitation)
    messages.success(request, _("The invitation was withdrawn."), extra_tags="good")
    return redirect("colleagues")


@login_not_required
@require_GET
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Where an invitation's link leads: to signing up, with the invitation in hand."""
    colleagues.open_invitation(token)
    request.session["invitation"] = token
    return redirect("account_signup")


def tokens(request: OperatorRequest) -> HttpResponse:
    """The account's API tokens, and the form to make one more."""
    actor = queries.actor_of(request.user)
    form, made = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            made, form = make_token(actor=actor, **form.cleaned_data), TokenForm()
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal.sentence))
    context = {"tokens": colleagues.own_tokens(actor), "form": form, "made": made, "may": policy.may_make_tokens(actor)}
    return render(request, "communities/tokens.html", context)


@require_POST
def revoke(request: OperatorRequest, token: int) -> HttpResponse:
    """Take a token back."""
    revoke_token(actor=queries.actor_of(request.user), token=token)
    messages.success(request, _("The token was revoked."), extra_tags="good")
    return redirect("tokens")
