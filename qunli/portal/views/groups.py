"""The community's groups, and one of them as it is talked in."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from qunli.core.http import number
from qunli.core.refusals import Invalid, Refusal
from qunli.core.words import _
from qunli.domains.chat import facade as chat
from qunli.domains.communities.facade import powers
from qunli.domains.members import facade as members
from qunli.portal.answers import as_json, refused
from qunli.portal.request import MemberRequest, for_members
from qunli.portal.views.me import keys
from qunli.portal.views.titles import titles_of
from qunli.portal.wording import group_words

QUESTION_LIMIT = 200


@require_GET
@for_members
def groups(request: MemberRequest) -> HttpResponse:
    """First steps, newcomers to greet, every group; straight into it when there is only one and nothing else to do."""
    found = chat.live_groups(request.actor)
    steps = members.first_steps(request.actor)
    arriving = steps is not None and not steps.done and not steps.dismissed
    if len(found) == 1 and not arriving:
        return redirect("group", request.community.slug, found[0].id)
    context = {"groups": found, "steps": steps if arriving else None, "keys": keys(request)}
    return render(request, "portal/groups.html", context | {"to_greet": members.to_greet(request.actor)})


@require_GET
@for_members
def group(request: MemberRequest, group: int) -> HttpResponse:
    """One group: what is new to the member, and a line to write."""
    here = chat.live_group(request.actor, group)
    standing = members.standings(request.community.id, [request.actor.id or 0])[request.actor.id or 0]
    said = _around(request, here)
    held = {
        "group": {**msgspec.to_builtins(here), "unread": here.unread},
        "words": group_words(),
        "me": {"identity": standing.identity, "person": standing.person, "name": standing.name},
        "may": {"announce": powers.ANNOUNCE in standing.powers, "moderate": powers.MODERATE in standing.powers},
        "titles": titles_of(request.community.id, {one.person for one in said}),
        "said": msgspec.to_builtins(said),
        "pins": msgspec.to_builtins(chat.pins(request.actor, group)),
        "at": f"/m/{request.community.slug}/",
        "commands": [vars(one) for one in chat.command_lines()],
    }
    context = {"group": here, "groups": chat.live_groups(request.actor), "me": standing, "held": held}
    return render(request, "portal/group.html", context)


def _around(request: MemberRequest, here: chat.LiveGroup) -> list[chat.Said]:
    """The newest page; or, when more is new than that, the first of what is new with a little before it."""
    if here.read > 0 and here.unread > chat.PAGE:
        return [*chat.messages_before(request.actor, here.id, here.read + 1, 10),
                *chat.messages_after(request.actor, here.id, here.read)]  # fmt: skip
    return chat.messages_before(request.actor, here.id)


@require_GET
@for_members
def messages(request: MemberRequest, group: int) -> HttpResponse:
    """A page of messages as JSON: those before or after a number, around one, or from a moment (ms UTC) on."""
    before, after, around, at = (number(request.GET.get(name)) for name in ("before", "after", "around", "at"))
    actor = request.actor
    if at is not None:
        around = chat.number_at(actor, group, at)
    if around is not None:
        said = [*chat.messages_before(actor, group, around, 15), *chat.messages_after(actor, group, around - 1)]
    elif after is not None:
        said = chat.messages_after(actor, group, after)
    else:
        said = chat.messages_before(actor, group, before)
    return as_json({"said": said, "around": around})


@require_GET
@for_members
def search(request: MemberRequest, group: int) -> HttpResponse:
    """A page of hits as JSON, newest first."""
    question = request.GET.get("q", "")[:QUESTION_LIMIT]
    return as_json(chat.search(request.actor, group, question, number(request.GET.get("before"))))


@require_GET
@for_members
def pins(request: MemberRequest, group: int) -> HttpResponse:
    """What is kept in sight, as JSON."""
    return as_json({"said": chat.pins(request.actor, group)})


@require_POST
@for_members
def change(request: MemberRequest, group: int, seq: int) -> HttpResponse:
    """What a member does with a message: `do` is edit (with `text`), delete, react (with `sign`), pin or unpin. The
    change itself comes over the socket."""
    given = request.POST
    deeds: dict[str, Callable[[], None]] = {
        "edit": lambda: chat.edit_message(actor=request.actor, group=group, seq=seq, text=given.get("text", "")),
        "delete": lambda: chat.delete_message(actor=request.actor, group=group, seq=seq),
        "react": lambda: chat.react(actor=request.actor, group=group, seq=seq, sign=given.get("sign", "")),
        "pin": lambda: chat.pin(actor=request.actor, group=group, seq=seq, pinned=True),
        "unpin": lambda: chat.pin(actor=request.actor, group=group, seq=seq, pinned=False),
    }
    try:
        if given.get("do") not in deeds:
            raise Invalid(_("This cannot be done with a message."), field="do")
        deeds[given["do"]]()
        return as_json({"said": chat.message_in(request.actor, group, seq)})
    except Refusal as refusal:
        return refused(refusal)
