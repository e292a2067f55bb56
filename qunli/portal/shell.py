"""What every member page shows around itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Tab:
    """One of the tabs at the foot."""

    name: str
    address: str
    current: bool


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor; empty outside member pages and for guests."""
    community, actor = getattr(request, "community", None), getattr(request, "actor", None)
    if not request.path.startswith("/m/") or community is None or actor is None:
        return {}
    home = reverse("portal", args=[community.slug])
    named = ((_("Groups"), home, "groups"), (_("Me"), reverse("me", args=[community.slug]), "me"))
    here = request.path.removeprefix(home).split("/")[0] or "groups"
    return {"portal": {"tabs": [Tab(name, address, here == start) for name, address, start in named]}}
