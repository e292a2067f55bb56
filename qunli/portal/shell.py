"""What every member page shows around itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from qunli.core.models import User
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members

BELOW = {
    "posts": "me",
    "motions": "me",
    "introductions": "people",
    **dict.fromkeys(("welcome", "polls", "check-ins", "questions", "feedback"), "groups"),
}
"""The tab under which other pages lie."""


@dataclass(frozen=True)
class Tab:
    """One of the tabs at the foot."""

    name: str
    address: str
    current: bool


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
    home = reverse("portal", args=[community.slug])
    named = (
        (_("Groups"), home, "groups"),
        (_("People"), reverse("people", args=[community.slug]), "people"),
        (_("Me"), reverse("me", args=[community.slug]), "me"),
    )
    here = request.path.removeprefix(home).split("/")[0] or "groups"
    here = BELOW.get(here, here)
    tabs = [Tab(name, address, here == start) for name, address, start in named]
    return dress | {"to_read": _to_read(community.id, actor.id or 0), "portal": {"tabs": tabs}}


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
