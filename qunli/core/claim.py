"""Take the next piece of work that is due, so that no other worker has it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from qunli.core.lease import LEASE
from qunli.core.models import Work
from qunli.core.run import Run, Task
from qunli.core.turns import take_turns


def claim(tasks: Mapping[str, Task], stopping: Callable[[], bool]) -> tuple[Run, Task] | None:
    """The oldest piece that is due and free, now leased to the caller; null when there is none."""
    if not _free(tasks).exists():  # looking takes no lock; on SQLite a transaction would wait for whoever writes
        return None
    with transaction.atomic():
        take_turns("core.claim", 0)  # what is leased is looked at together with what is free
        rows = _free(tasks).select_for_update(skip_locked=bool(connection.features.has_select_for_update_skip_locked))
        row = rows.order_by("due", "id").first()
        if row is None:
            return None
        now = timezone.now()
        row.lease, row.leased_until, row.attempts = secrets.token_hex(12), now + LEASE, row.attempts + 1
        row.begun_at = row.begun_at or now
        row.save(update_fields=["lease", "leased_until", "attempts", "begun_at"])
    run = Run(row.id, row.body, row.community_id, row.attempts, row.lease, row.doing, stopping)
    return run, tasks[row.task]


def _free(tasks: Mapping[str, Task]) -> QuerySet[Work]:
    now = timezone.now()
    nobodys = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    rows = Work.objects.filter(nobodys, state=Work.State.WAITING, due__lte=now, task__in=list(tasks))
    alone = [name for name, task in tasks.items() if task.alone]
    if not alone:
        return rows
    at_it = Work.objects.filter(
        task=OuterRef("task"), community_id=OuterRef("community_id"), state=Work.State.WAITING, leased_until__gte=now
    )
    return rows.exclude(Q(task__in=alone) & Exists(at_it))
