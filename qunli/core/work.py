"""Background work: an outbox row written in the operation's transaction, done at least once by a worker.

Shaped like Django's own Tasks so that a later move is cheap: a task is a named function, `enqueue` puts it in line.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from croniter import croniter
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from qunli.core import tenancy, wake
from qunli.core.backoff import delay
from qunli.core.claim import claim
from qunli.core.lease import LeaseLost, kept_alive
from qunli.core.models import Work
from qunli.core.run import AskPerson, HandBack, Run, Task

__all__ = [
    "AskPerson",
    "HandBack",
    "Run",
    "Task",
    "enqueue",
    "enqueue_recurring",
    "forget_done",
    "retry",
    "withdraw",
    "work_off",
]
ATTEMPTS_BEFORE_PARKING = 8


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


def work_off(tasks: Mapping[str, Task], most: int = 50, stopping: Callable[[], bool] = lambda: False) -> int:
    """Do what is due, one after the other, `most` at most; returns how many pieces were tried. Once `stopping` says
    so, the piece at hand is handed back at its next step and no other is taken."""
    for tried in range(most):
        claimed = None if stopping() else claim(tasks, stopping)
        if claimed is None:
            return tried
        run, task = claimed
        _try(task, run)
    return most


def _try(task: Task, run: Run) -> None:
    try:
        with tenancy.within(run.community), kept_alive(run.hold):
            task.run(run)
    except LeaseLost:
        return
    except HandBack:
        _held(run).update(due=timezone.now(), leased_until=None, lease="", attempts=F("attempts") - 1)
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


def withdraw(task: str, community: int) -> int:
    """A person stops what is in line or under way; returns how many pieces that were. Whoever is at it learns of it at
    the next step and must not be able to write after it: the operations it calls see to that."""
    pieces = Work.objects.filter(task=task, community_id=community, state__in=(Work.State.WAITING, Work.State.PARKED))
    return pieces.update(state=Work.State.STOPPED, lease="", leased_until=None, done_at=timezone.now())


def retry(work_id: int) -> None:
    """A person decided: try parked work again, now."""
    Work.objects.filter(id=work_id, state=Work.State.PARKED).update(
        state=Work.State.WAITING, attempts=0, due=timezone.now(), error=""
    )
    wake.dispatcher()


def forget_done(older_than: timedelta = timedelta(days=7)) -> int:
    """Drop finished work; what happened stays in the event log."""
    ended = (Work.State.DONE, Work.State.STOPPED)
    old = Work.objects.filter(state__in=ended, done_at__lt=timezone.now() - older_than)
    return int(old.delete()[0])
