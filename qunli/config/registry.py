"""Which handler hears which event, and which tasks the worker knows. Plain lists, nothing is discovered."""

from __future__ import annotations

from qunli.core.dispatch import Handler
from qunli.core.tasks import TASKS as CORE_TASKS
from qunli.core.work import Task

HANDLERS: tuple[Handler, ...] = ()
TASKS: tuple[Task, ...] = (*CORE_TASKS,)
