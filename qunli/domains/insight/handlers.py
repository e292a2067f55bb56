"""What insight does when something happened elsewhere."""

from __future__ import annotations

from typing import Protocol

from qunli.core.actor import system
from qunli.core.dispatch import Handler
from qunli.domains.chat.events import HistoryImportFailed, HistoryImportFinished, HistoryImportStopped, MessagesErased
from qunli.domains.insight.events import BotDecided
from qunli.domains.insight.operations.ask import ask_for_picture
from qunli.domains.insight.operations.forget_person import forget_person
from qunli.domains.members.events import MergeUndone, PeopleMerged, PersonDescribed, PersonErased


class InCommunity(Protocol):
    """Any event of a community."""

    @property
    def community(self) -> int: ...


def draw_anew(event: InCommunity) -> None:
    """Messages, people or bots changed."""
    ask_for_picture(actor=system(event.community))


def forget(event: PersonErased) -> None:
    """Nothing may name an erased person."""
    forget_person(actor=system(event.community), person=event.person)


CHANGES = (
    HistoryImportFinished,
    HistoryImportStopped,
    HistoryImportFailed,
    MessagesErased,
    PeopleMerged,
    MergeUndone,
    PersonDescribed,
    BotDecided,
)
HANDLERS = (Handler("insight.draw_anew", CHANGES, draw_anew), Handler("insight.forget", (PersonErased,), forget))
