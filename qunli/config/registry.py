"""Which handler hears which event, and which tasks the worker knows. Plain lists, nothing is discovered."""

from __future__ import annotations

from qunli.core.dispatch import Handler
from qunli.core.tasks import TASKS as CORE_TASKS
from qunli.core.work import Task
from qunli.domains.chat.handlers import HANDLERS as CHAT_HANDLERS
from qunli.domains.chat.tasks import TASKS as CHAT_TASKS
from qunli.domains.counsel.handlers import HANDLERS as COUNSEL_HANDLERS
from qunli.domains.insight.handlers import HANDLERS as INSIGHT_HANDLERS
from qunli.domains.insight.tasks import TASKS as INSIGHT_TASKS

HANDLERS: tuple[Handler, ...] = (*CHAT_HANDLERS, *INSIGHT_HANDLERS, *COUNSEL_HANDLERS)
TASKS: tuple[Task, ...] = (*CORE_TASKS, *CHAT_TASKS, *INSIGHT_TASKS)
