"""What insight does when something happened elsewhere."""

from __future__ import annotations

from typing import Protocol

from qunli.core.actor import system
from qunli.core.dispatch import Handler
from qunli.domains.chat.events import (
    HistoryImportFailed,
    HistoryImportFinished,
    HistoryImportStopped,
    HistoryImportTakenBack,
    MessagesErased,
)
from qunli.domains.insight.events import BotDecided
from qunli.domains.insight.operations.ask import ask_for_picture
from qunli.domains.insight.operations.forget_person import forget_conclusions, forget_people
from qunli.domains.members.events import MergeUndone, PeopleMerged, PeopleTakenOut, PersonDescribed, PersonErased


class InCommunity(Protocol):
    """Any event of a community."""

    @property
    def community(self) -> int: ...


def draw_anew(event: InCommunity) -> None:
    """Messages, people or bots changed."""
    ask_for_picture(actor=system(event.community))


def forget(event: PersonErased) -> None:
    """Nothing may name an erased person."""
    forget_people(actor=system(event.community), people=[event.person])


def forget_taken_out(event: PeopleTakenOut) -> None:
    """Nor somebody who is not there any more."""
    forget_people(actor=system(event.community), people=event.people, identities=event.identities)


def conclude_anew(event: HistoryImportTakenBack) -> None:
    """Conclusions must not stand on what was taken back."""
    forget_conclusions(actor=system(event.community))


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
HANDLERS = (
    Handler("insight.draw_anew", CHANGES, draw_anew),
    Handler("insight.forget", (PersonErased,), forget),
    Handler("insight.forget_taken_out", (PeopleTakenOut,), forget_taken_out),
    Handler("insight.conclude_anew", (HistoryImportTakenBack,), conclude_anew),
)
