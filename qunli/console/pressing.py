"""What waits for a decision, as a page shows it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from qunli.core.http import OperatorRequest
from qunli.core.matters import Matter
from qunli.domains.counsel import facade as counsel

SOON = timedelta(days=1)


def pressing(request: OperatorRequest) -> list[dict[str, Any]]:
    """What waits for a decision, with where it is decided and how pressing it is."""
    now, slug = timezone.now(), request.community.slug
    shown = []
    for one in counsel.waiting(request.actor):
        press, tone = _pressing(one, now)
        address = reverse(one.page, args=[slug, *one.args])
        shown.append({"it": one, "address": address, "press": press, "tone": tone})
    return shown


def _pressing(one: Matter, now: datetime) -> tuple[str, str]:
    """How pressing it is, and the colour of that."""
    if one.due <= one.since:
        return "now", "warn"
    if one.due <= now:
        return "late", "warn"
    return ("soon", "wait") if one.due - now < SOON else ("waits", "info")
