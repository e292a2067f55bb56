"""What other rooms may call."""

from __future__ import annotations

from qunli.domains.chat.message_columns import messages_between, messages_of_days, movements, recent_messages
from qunli.domains.chat.operations.clear_touched_days import clear_touched_days
from qunli.domains.chat.queries import GroupView, TouchedDayView, groups, touched_days

__all__ = [
    "GroupView",
    "TouchedDayView",
    "clear_touched_days",
    "groups",
    "messages_between",
    "messages_of_days",
    "movements",
    "recent_messages",
    "touched_days",
]
