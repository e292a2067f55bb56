"""Read the event log as an audit trail."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qunli.core.models import Event


@dataclass(frozen=True)
class Entry:
    """One thing that happened; `kind` as `events.kind_of`, `body` as it was told."""

    id: int
    at: datetime
    community: int
    kind: str
    body: dict[str, Any]
    actor_kind: str
    actor_name: str


def trail(communities: Collection[int], *, limit: int, offset: int = 0) -> tuple[list[Entry], int]:
    """What happened in these communities (0 stands for outside any), latest first, and how much there is."""
    rows = Event.objects.filter(community_id__in=list(communities)).order_by("-at", "-id")
    found = [
        Entry(row.id, row.at, row.community_id, row.kind, row.body, row.actor_kind, row.actor_name)
        for row in rows[offset : offset + limit]
    ]
    return found, rows.count()
