"""Which handler hears which event, and which tasks the worker knows. Plain lists, nothing is discovered."""

from __future__ import annotations

from qunli.core.dispatch import Handler
from qunli.core.tasks import TASKS as CORE_TASKS
from qunli.core.work import Task
from qunli.domains.chat.handlers import HANDLERS as CHAT_HANDLERS
from qunli.domains.chat.tasks import TASKS as CHAT_TASKS

HANDLERS: tuple[Handler, ...] = (*CHAT_HANDLERS,)
TASKS: tuple[Task, ...] = (*CORE_TASKS, *CHAT_TASKS)
