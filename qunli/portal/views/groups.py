"""The community's groups, and one of them as it is talked in."""

from __future__ import annotations

import msgspec
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from qunli.domains.chat import facade as chat
from qunli.domains.members import facade as members
from qunli.portal.request import MemberRequest, for_members


@require_GET
@for_members
def groups(request: MemberRequest) -> HttpResponse:
    """Every group; straight into it when there is only one."""
    found = chat.live_groups(request.actor)
    if len(found) == 1:
        return redirect("group", request.community.slug, found[0].id)
    return render(request, "portal/groups.html", {"groups": found})


@require_GET
@for_members
def group(request: MemberRequest, group: int) -> HttpResponse:
    """One group: the newest messages, and a line to write."""
    here = chat.live_group(request.actor, group)
    standing = members.standings(request.community.id, [request.actor.id or 0])[request.actor.id or 0]
    said = chat.messages_before(request.actor, group)
    context = {"group": here, "groups": chat.live_groups(request.actor), "me": standing}
    held = {"group": here, "me": standing.identity, "said": said, "socket": f"/m/{request.community.slug}/socket/"}
    return render(request, "portal/group.html", context | {"held": msgspec.to_builtins(held)})


@require_GET
@for_members
def messages(request: MemberRequest, group: int) -> HttpResponse:
    """A page of messages as JSON: those before or after a number, or around a moment (ms UTC)."""
    before, after, at = (_number(request.GET.get(name)) for name in ("before", "after", "at"))
    if at is not None:
        after = (chat.number_at(request.actor, group, at) or 1) - 1
    if after is not None:
        said = chat.messages_after(request.actor, group, after)
    else:
        said = chat.messages_before(request.actor, group, before)
    return HttpResponse(msgspec.json.encode({"said": said}), content_type="application/json")


def _number(given: str | None) -> int | None:
    return int(given) if given and given.isdecimal() and len(given) < 19 else None
