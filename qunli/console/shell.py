"""What every page of the console shows around itself: communities, chapters, work that is stuck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from qunli.core import care
from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.communities import facade as communities


@dataclass(frozen=True)
class Chapter:
    """One line of the rail."""

    name: str
    address: str
    current: bool
    count: int = 0


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor; empty for strangers, for fragments and on member pages."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or request.headers.get("HX-Request") or request.path.startswith("/m/"):
        return {}
    try:
        actor: Actor = getattr(request, "actor", None) or communities.actor_of(user)
    except NotFound:
        return {}
    stuck = care.stuck_count() if actor.has(communities.powers.AUDIT) else 0
    community = getattr(request, "community", None)
    if community is None:
        return {"shell": {"parked": stuck}}
    return {
        "shell": {
            "communities": communities.communities_of(actor),
            "chapters": _chapters(request.path, community.slug),
            "about": _about(community),
            "parked": stuck,
        }
    }


def _chapters(path: str, slug: str) -> list[Chapter]:
    named = (
        (_("Today"), "today", "/today"),
        (_("Found"), "found", "/found"),
        (_("Gather"), "members", "/gather"),
        (_("Govern"), "moderation", "/govern"),
        (_("Enliven"), "enliven", "/enliven"),
        (_("Understand"), "understand", "/understand"),
        (_("Earn"), "earn", "/earn"),
    )
    return [
        Chapter(name, reverse(address, args=[slug]), path.startswith(f"/c/{slug}{start}"))
        for name, address, start in named
    ]


def _about(community: communities.CommunityView) -> str:
    return {
        "fan": _("fan community"),
        "agent": _("agents' community"),
        "owner": _("business owners' community"),
    }[community.kind]
