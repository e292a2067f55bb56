"""What of the ground needs a person: parked work and held lanes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qunli.core.models import Lane, Work


@dataclass(frozen=True)
class Stuck:
    """`kind` is "work" or "lane"; `what` names the task or handler."""

    kind: str
    id: int
    what: str
    community: int
    attempts: int
    error: str
    since: datetime


def stuck_count() -> int:
    """How many pieces wait for a person."""
    return Work.objects.filter(state=Work.State.PARKED).count() + Lane.objects.filter(parked=True).count()


def stuck() -> list[Stuck]:
    """Everything that waits for a person, oldest first."""
    parked = Work.objects.filter(state=Work.State.PARKED)
    held = Lane.objects.filter(parked=True)
    found = [Stuck("work", row.id, row.task, row.community_id, row.attempts, row.error, row.due) for row in parked]
    found += [Stuck("lane", row.id, row.handler, row.community_id, row.attempts, row.error, row.due) for row in held]
    return sorted(found, key=lambda one: one.since)
