"""What every member page shows around itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qunli.core.models import User
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
from qunli.domains.moderation import facade as moderation

BELOW = {
    "posts": "me",
    "motions": "me",
    "introductions": "people",
    "wallet": "me",
    "orders": "me",
    "pay": "me",
    **dict.fromkeys(("welcome", "polls", "check-ins", "questions", "feedback", "packets"), "groups"),
}
"""The tab under which other pages lie."""


MANY = 100


@dataclass(frozen=True)
class Tab:
    """One of the tabs at the foot."""

    name: str
    address: str
    current: bool
    count: str = ""
    about: str = ""
    """What is counted, in words."""


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor; empty outside member pages. Guests see the community's dress and no tabs."""
    if request.path.startswith("/accounts/"):
        return {"account_page": _account_page(request)}
    community, actor = getattr(request, "community", None), getattr(request, "actor", None)
    if not request.path.startswith("/m/") or community is None or request.headers.get("HX-Request"):
        return {}
    dress = {"dress": communities.kit_of(community.id)}
    if actor is None:
        return dress
    waiting, unseen = moderation.waiting_for(actor), moderation.count_unseen(actor)
    return dress | {
        "to_read": _to_read(community.id, actor.id or 0),
        "portal": {"tabs": _tabs(request.path, community.slug, waiting, unseen)},
        "waiting": waiting and {"cases": _shown(waiting.cases), "appeals": _shown(waiting.appeals)},
        "unseen": _shown(unseen),
    }


def _tabs(path: str, slug: str, waiting: moderation.Waiting | None, unseen: int) -> list[Tab]:
    home = reverse("portal", args=[slug])
    here = path.removeprefix(home).split("/")[0] or "groups"
    here = BELOW.get(here, here)
    decided = ngettext("%(n)d new decision about you", "%(n)d new decisions about you", unseen) % {"n": unseen}
    tabs = [
        Tab(_("Groups"), home, here == "groups"),
        Tab(_("People"), reverse("people", args=[slug]), here == "people"),
        Tab(_("Shop"), reverse("shop", args=[slug]), here == "shop"),
        Tab(_("Me"), reverse("me", args=[slug]), here == "me", _shown(unseen), decided),
    ]
    if waiting is None:
        return tabs
    count = waiting.cases + waiting.appeals
    waits = ngettext("%(n)d thing waits for a decision", "%(n)d things wait for a decision", count) % {"n": count}
    return [*tabs, Tab(_("Moderate"), reverse("moderate", args=[slug]), here == "moderate", _shown(count), waits)]


def _shown(count: int) -> str:
    """Beside a word: nothing for nothing."""
    return "" if not count else str(count) if count < MANY else f"{MANY - 1}+"


def _to_read(community: int, person: int) -> str:
    """What the rules ask of a member: "" for nothing, "first" or "again"."""
    rules = communities.rules_of(community)
    if rules is None:
        return ""
    said = members.acknowledged_number(community, person)
    return "" if said == rules.number else "first" if said is None else "again"


def _account_page(request: HttpRequest) -> str:
    """In which dress the pages of an account come: the console's for a colleague, the portal's for a member."""
    user = request.user
    is_member = isinstance(user, User) and not members.is_colleague(user)
    return "portal/account.html" if is_member else "console/account_page.html"
