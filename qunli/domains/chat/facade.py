"""What other rooms may call."""

from __future__ import annotations

from qunli.domains.chat.cards import card_changed, numbers_of, replies_to
from qunli.domains.chat.connecting.platforms import command_lines, connect_with, listen_for
from qunli.domains.chat.connecting.runner import Runner
from qunli.domains.chat.conversation import (
    PAGE,
    FileView,
    LiveGroup,
    Said,
    file_to_send,
    group_names,
    live_group,
    live_groups,
    message_in,
    messages_after,
    messages_before,
    number_at,
    pins,
)
from qunli.domains.chat.excerpts import (
    MessageView,
    MovementView,
    Written,
    any_history,
    latest_of,
    messages_by_id,
    movements_of,
    written_by,
)
from qunli.domains.chat.extent import BroughtAlone, Extent, brought_alone, extent
from qunli.domains.chat.files import size_of
from qunli.domains.chat.finding import Found, search
from qunli.domains.chat.importing import Progress, read_history
from qunli.domains.chat.message_columns import (
    messages_between,
    messages_of_days,
    movements,
    newest_of_days,
    recent_messages,
)
from qunli.domains.chat.operations.act_there import remove_there, restrict_there, say_there
from qunli.domains.chat.operations.announce import News, announce
from qunli.domains.chat.operations.change_message import delete_message, edit_message, restore_message
from qunli.domains.chat.operations.choose_format import choose_format
from qunli.domains.chat.operations.choose_notices import choose_notices, set_quiet_default
from qunli.domains.chat.operations.clear_touched_days import clear_touched_days
from qunli.domains.chat.operations.erase_rows import erase_rows
from qunli.domains.chat.operations.export_history import export_history
from qunli.domains.chat.operations.forget_import import forget_import
from qunli.domains.chat.operations.mark_message import mark_read, pin, react
from qunli.domains.chat.operations.open_group import describe_group, open_group
from qunli.domains.chat.operations.receive import Receipt, receive, receive_released
from qunli.domains.chat.operations.register_import import open_upload, register_import
from qunli.domains.chat.operations.say import say
from qunli.domains.chat.operations.speak_for import speak_for
from qunli.domains.chat.operations.start_import import start_import, take_in_hand
from qunli.domains.chat.operations.stop_import import stop_import
from qunli.domains.chat.operations.subscribe import browser_key, subscribe, unsubscribe
from qunli.domains.chat.operations.take_back_import import take_back_import
from qunli.domains.chat.operations.take_back_some import take_back_some
from qunli.domains.chat.operations.take_file import take_file
from qunli.domains.chat.personal_data import export_person
from qunli.domains.chat.pushing.choices import LEVELS, ChoiceView, clock, hours, own_choice, quiet_default
from qunli.domains.chat.queries import (
    GroupView,
    ImportView,
    SkippedView,
    TouchedDayView,
    groups,
    history_import,
    imports,
    skipped_pieces,
    touched_count,
    touched_days,
    unfinished_import,
)
from qunli.domains.chat.reading_traces import TraceView, traces
from qunli.domains.chat.said_lately import Line, count_said, daily_activity, said_after
from qunli.domains.chat.screening import screen_with
from qunli.domains.chat.search_filling import fill_search_index
from qunli.domains.chat.voice import main_groups

__all__ = [
    "LEVELS",
    "PAGE",
    "BroughtAlone",
    "ChoiceView",
    "Extent",
    "FileView",
    "Found",
    "GroupView",
    "ImportView",
    "Line",
    "LiveGroup",
    "MessageView",
    "MovementView",
    "News",
    "Progress",
    "Receipt",
    "Runner",
    "Said",
    "SkippedView",
    "TouchedDayView",
    "TraceView",
    "Written",
    "announce",
    "any_history",
    "brought_alone",
    "browser_key",
    "card_changed",
    "choose_format",
    "choose_notices",
    "clear_touched_days",
    "clock",
    "command_lines",
    "connect_with",
    "count_said",
    "daily_activity",
    "delete_message",
    "describe_group",
    "edit_message",
    "erase_rows",
    "export_history",
    "export_person",
    "extent",
    "file_to_send",
    "fill_search_index",
    "forget_import",
    "group_names",
    "groups",
    "history_import",
    "hours",
    "imports",
    "latest_of",
    "listen_for",
    "live_group",
    "live_groups",
    "main_groups",
    "mark_read",
    "message_in",
    "messages_after",
    "messages_before",
    "messages_between",
    "messages_by_id",
    "messages_of_days",
    "movements",
    "movements_of",
    "newest_of_days",
    "number_at",
    "numbers_of",
    "open_group",
    "open_upload",
    "own_choice",
    "pin",
    "pins",
    "quiet_default",
    "react",
    "read_history",
    "receive",
    "receive_released",
    "recent_messages",
    "register_import",
    "remove_there",
    "replies_to",
    "restore_message",
    "restrict_there",
    "said_after",
    "say",
    "say_there",
    "screen_with",
    "search",
    "set_quiet_default",
    "size_of",
    "skipped_pieces",
    "speak_for",
    "start_import",
    "stop_import",
    "subscribe",
    "take_back_import",
    "take_back_some",
    "take_file",
    "take_in_hand",
    "touched_count",
    "touched_days",
    "traces",
    "unfinished_import",
    "unsubscribe",
    "written_by",
]
