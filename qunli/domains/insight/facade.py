"""What other rooms may call."""

from __future__ import annotations

from qunli.domains.insight.operations.ask import ask_for_picture
from qunli.domains.insight.operations.erase_rows import erase_rows
from qunli.domains.insight.operations.recognise_bots import decide_bot
from qunli.domains.insight.operations.stop_picture import stop_picture
from qunli.domains.insight.portraits import ORDERS, PortraitView, Wanted, last_seen, portrait, portraits
from qunli.domains.insight.queries import (
    DrawingView,
    PictureView,
    accuracy,
    drawing,
    partners_of,
    picture,
    weeks_of,
)

__all__ = [
    "ORDERS",
    "DrawingView",
    "PictureView",
    "PortraitView",
    "Wanted",
    "accuracy",
    "ask_for_picture",
    "decide_bot",
    "drawing",
    "erase_rows",
    "last_seen",
    "partners_of",
    "picture",
    "portrait",
    "portraits",
    "stop_picture",
    "weeks_of",
]
