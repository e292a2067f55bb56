"""What insight does when something happened elsewhere: have the picture drawn anew."""

from __future__ import annotations

from qunli.core.actor import system
from qunli.domains.insight.operations.ask import ask_for_picture


class InCommunity:
    """Any event of a community."""

    community: int


def draw_anew(event: InCommunity) -> None:
    """Messages, people or bots changed."""
    ask_for_picture(actor=system(event.community))
