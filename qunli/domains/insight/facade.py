"""What other rooms may call."""

from __future__ import annotations

from qunli.domains.insight.operations.ask import ask_for_picture
from qunli.domains.insight.operations.erase_rows import erase_rows
from qunli.domains.insight.operations.recognise_bots import decide_bot
from qunli.domains.insight.operations.settle_remark import reopen_remark, settle_remark
from qunli.domains.insight.operations.stop_picture import stop_picture
from qunli.domains.insight.operations.watch_names import watch_names
from qunli.domains.insight.portraits import ORDERS, PortraitView, Wanted, last_seen, portrait, portraits
from qunli.domains.insight.queries import (
    DrawingView,
    PictureView,
    accuracy,
    drawing,
    partners_of,
    weeks_of,
)
from qunli.domains.insight.rulings import Heard, heard, watched_names
from qunli.domains.insight.rulings import open_picture as picture

__all__ = [
    "ORDERS",
    "DrawingView",
    "Heard",
    "PictureView",
    "PortraitView",
    "Wanted",
    "accuracy",
    "ask_for_picture",
    "decide_bot",
    "drawing",
    "erase_rows",
    "heard",
    "last_seen",
    "partners_of",
    "picture",
    "portrait",
    "portraits",
    "reopen_remark",
    "settle_remark",
    "stop_picture",
    "watch_names",
    "watched_names",
    "weeks_of",
]
