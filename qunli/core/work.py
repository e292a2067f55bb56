"""Background work: an outbox row written in the operation's transaction, done at least once by a worker.

Shaped like Django's own Tasks so that a later move is cheap: a task is a named function, `enqueue` puts it in line.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from croniter import croniter
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from qunli.core import tenancy, wake
from qunli.core.backoff import delay
from qunli.core.lease import LEASE, LeaseLost, kept_alive
from qunli.core.models import Work

ATTEMPTS_BEFORE_PARKING = 8


class AskPerson(Exception):
    """Trying again will not help; park the work and show it on the console."""


@dataclass(frozen=True)
class Task:
    """`run` is given a `Run`; it may be called again after a crash and must then give the same result. `every` is a
    cron line (UTC) for work that comes round by itself."""

    name: str
    run: Callable[[Run], None]
    every: str | None = None


@dataclass(frozen=True)
class Run:
    """One try at a piece of work."""

    id: int
    body: Mapping[str, Any]
    community: int
    attempts: int
    lease: str

    def renew(self) -> None:
        """Say that this worker still lives. Raises `LeaseLost`. The lease is kept alive in the background; call this
        between steps of long work, to stop in time when another worker took over."""
        held = Work.objects.filter(id=self.id, lease=self.lease, state=Work.State.WAITING)
        if not held.update(leased_until=timezone.now() + LEASE):
            raise LeaseLost(f"work {self.id}")


def enqueue(
    task: str, body: Mapping[str, Any], *, key: str | None = None, community: int = 0, due: datetime | None = None
) -> None:
    """Put work in line within the current transaction. The same `key` is put in line once, ever."""
    row = Work(
        task=task,
        body=dict(body),
        key=key or secrets.token_hex(16),
        community_id=community,
        due=due or timezone.now(),
    )
    Work.objects.bulk_create([row], ignore_conflicts=True)
    if due is None:
        transaction.on_commit(wake.dispatcher)


def enqueue_recurring(tasks: Iterable[Task]) -> None:
    """Put the next run of each recurring task in line; its key is its due time, so several workers agree."""
    now = timezone.now()
    dues = {task.name: croniter(task.every, now).get_next(datetime) for task in tasks if task.every}
    keys = {f"{name}@{due.isoformat()}": (name, due) for name, due in dues.items()}
    in_line = set(Work.objects.filter(key__in=list(keys)).values_list("key", flat=True))
    for key, (name, due) in keys.items():
        if key not in in_line:
            enqueue(name, {}, key=key, due=due)


def work_off(tasks: Mapping[str, Task], most: int = 50) -> int:
    """Do what is due, one after the other, `most` at most; returns how many pieces were tried."""
    for tried in range(most):
        run = _claim(tasks)
        if run is None:
            return tried
        _try(tasks[run[1]], run[0])
    return most


def _claim(tasks: Mapping[str, Task]) -> tuple[Run, str] | None:
    now = timezone.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    with transaction.atomic():
        row = (
            Work.objects.select_for_update(skip_locked=bool(connection.features.has_select_for_update_skip_locked))
            .filter(free, state=Work.State.WAITING, due__lte=now, task__in=list(tasks))
            .order_by("due", "id")
            .first()
        )
        if row is None:
            return None
        row.lease, row.leased_until, row.attempts = secrets.token_hex(12), now + LEASE, row.attempts + 1
        row.save(update_fields=["lease", "leased_until", "attempts"])
    return Run(row.id, row.body, row.community_id, row.attempts, row.lease), row.task


def _try(task: Task, run: Run) -> None:
    try:
        with tenancy.within(run.community), kept_alive(run.renew):
            task.run(run)
    except LeaseLost:
        return
    except Exception as error:  # work may fail in any way; the row remembers how
        _failed(run, error)
        return
    _held(run).update(state=Work.State.DONE, done_at=timezone.now(), leased_until=None, error="")


def _failed(run: Run, error: Exception) -> None:
    park = isinstance(error, AskPerson) or run.attempts >= ATTEMPTS_BEFORE_PARKING
    _held(run).update(
        state=Work.State.PARKED if park else Work.State.WAITING,
        due=timezone.now() + timedelta(seconds=delay(run.attempts)),
        leased_until=None,
        lease="",
        error=f"{type(error).__name__}: {error}"[:2000],
    )


def _held(run: Run) -> Any:
    return Work.objects.filter(id=run.id, lease=run.lease)


def retry(work_id: int) -> None:
    """A person decided: try parked work again, now."""
    Work.objects.filter(id=work_id, state=Work.State.PARKED).update(
        state=Work.State.WAITING, attempts=0, due=timezone.now(), error=""
    )
    wake.dispatcher()


def forget_done(older_than: timedelta = timedelta(days=7)) -> int:
    """Drop finished work; what happened stays in the event log."""
    old = Work.objects.filter(state=Work.State.DONE, done_at__lt=timezone.now() - older_than)
    return int(old.delete()[0])
