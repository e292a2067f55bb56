"""Pages on which chats elsewhere are connected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from qunli.core.http import OperatorRequest, number
from qunli.core.refusals import Invalid, Refusal
from qunli.domains.chat import connection_queries, conversation
from qunli.domains.chat.connecting.platforms import platform as platform_called
from qunli.domains.chat.operations.act_there import settle_deed
from qunli.domains.chat.operations.connect import (
    connect,
    fill_in,
    remove_connection,
    start_connection,
    stop_connection,
)
from qunli.domains.chat.operations.link_group import (
    bridge_groups,
    link_group,
    take_bridge_down,
    unlink_group,
    welcome_there,
)
from qunli.domains.chat.ports import Platform

COLOURS = {"live": "good", "person": "warn", "broken": "wait", "starting": "info"}
ABILITIES = {
    "send": gettext_lazy("say something in a group"),
    "direct": gettext_lazy("write to one person"),
    "edit": gettext_lazy("change what was sent"),
    "delete": gettext_lazy("delete messages"),
    "restrict": gettext_lazy("keep somebody from writing"),
    "remove": gettext_lazy("remove somebody from a group"),
    "members": gettext_lazy("know who is in a group"),
    "history": gettext_lazy("fetch what was said while the line was broken"),
    "welcome": gettext_lazy("greet whoever comes to us"),
}


@require_GET
def connections(request: OperatorRequest) -> HttpResponse:
    """Every connection, and what is left to people."""
    context = {
        "connections": [(one, COLOURS.get(one.state, "")) for one in connection_queries.connections(request.actor)],
        "platforms": connection_queries.offered(),
        "deeds": connection_queries.left_to_people(request.actor),
        "bridges": connection_queries.bridges(request.actor),
        "groups": [one for one in conversation.live_groups(request.actor) if not one.closed],
    }
    return render(request, "chat/connections.html", context)


def new_connection(request: OperatorRequest, platform: str) -> HttpResponse:
    """The form of one platform."""
    kind = platform_called(platform)
    form = form_of(kind)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = connect(
                actor=request.actor, platform=kind.key, name=form.cleaned_data.pop("name"), settings=form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal.sentence))
        else:
            return redirect("connection", request.community.slug, made)
    return render(request, "chat/new_connection.html", {"form": form, "platform": kind, "can": _abilities(kind)})


def connection(request: OperatorRequest, connection: int) -> HttpResponse:
    """How one is doing, its groups, and its credentials."""
    one = connection_queries.connection(request.actor, connection)
    form = form_of(one.platform, kept=True)(request.POST or None, initial={**one.settings, "name": one.name})
    if request.method == "POST" and form.is_valid():
        try:
            name = form.cleaned_data.pop("name")
            fill_in(actor=request.actor, connection=connection, name=name, settings=form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal.sentence))
        else:
            messages.success(request, _("Saved; it connects anew."), extra_tags="good")
            return redirect("connection", request.community.slug, connection)
    context = {
        "one": one,
        "form": form,
        "colour": COLOURS.get(one.state, ""),
        "can": _abilities(one.platform, one.can),
        "deeds": connection_queries.left_to_people(request.actor, connection),
        "back": "connection",
    }
    if one.platform.hear is not None:
        context["hook"] = request.build_absolute_uri(reverse("hook", args=[request.community.slug, one.token]))
    return render(request, "chat/connection_state.html" if request.htmx else "chat/connection.html", context)


@require_POST
def change_connection(request: OperatorRequest, connection: int) -> HttpResponse:
    """Start, stop, remove, link, unlink, or welcome newcomers there; `what` says which."""
    what = request.POST.get("what", "")
    if what == "remove":
        remove_connection(actor=request.actor, connection=connection)
        messages.success(request, _("Removed. What was said stays."), extra_tags="good")
        return redirect("connections", request.community.slug)
    if what == "link":
        admits = request.POST.get("admits") == "on"
        there = request.POST.get("external_id", "")
        link_group(actor=request.actor, connection=connection, external_id=there, admits=admits)
    elif what == "unlink":
        unlink_group(actor=request.actor, group=_group(request, "group"))
    elif what in ("welcome", "silent"):
        welcome_there(actor=request.actor, group=_group(request, "group"), welcomes=what == "welcome")
    elif what in DEEDS:
        DEEDS[what](actor=request.actor, connection=connection)
    else:
        raise Invalid(_("Choose what to do."), field="what")
    return redirect("connection", request.community.slug, connection)


DEEDS: dict[str, Callable[..., None]] = {"start": start_connection, "stop": stop_connection}


@require_POST
def change_bridge(request: OperatorRequest) -> HttpResponse:
    """Put a bridge between two groups, or take it down."""
    change = take_bridge_down if request.POST.get("what") == "take_down" else bridge_groups
    change(actor=request.actor, one=_group(request, "one"), other=_group(request, "other"))
    return redirect("connections", request.community.slug)


@require_POST
def settle(request: OperatorRequest, deed: int) -> HttpResponse:
    """A person did it by hand, wants it tried again, or lets it go."""
    what = request.POST.get("what", "")
    there = settle_deed(actor=request.actor, deed=deed, done=what == "done", again=what == "again")
    if request.POST.get("back") == "connection":
        return redirect("connection", request.community.slug, there)
    return redirect("connections", request.community.slug)


def form_of(platform: Platform, kept: bool = False) -> type[forms.Form]:
    """Its fields; a secret that is kept already may be left empty."""
    fields: dict[str, Any] = {
        "name": forms.CharField(
            label=gettext_lazy("Name"), max_length=80, required=False, help_text=gettext_lazy("What you call it here.")
        )
    }
    for one in platform.settings:
        how: dict[str, Any] = {
            "label": one.label,
            "help_text": gettext_lazy("Empty: as it is.") if one.secret and kept else one.help,
            "required": one.required and not (one.secret and kept),
            "initial": one.default,
        }
        if one.choices:
            fields[one.name] = forms.ChoiceField(choices=one.choices, **how)
        elif one.secret:
            fields[one.name] = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "off"}), **how)
        else:
            fields[one.name] = forms.CharField(**how)
    return type("ConnectionForm", (forms.Form,), fields)


def _abilities(platform: Platform, found: frozenset[str] | None = None) -> list[tuple[str, bool]]:
    can = found or platform.can
    return [(str(label), name in can) for name, label in ABILITIES.items() if name != "welcome" or name in platform.can]


def _group(request: OperatorRequest, name: str) -> int:
    given = number(request.POST.get(name))
    if given is None:
        raise Invalid(_("Choose a group."), field=name)
    return given
