"""What counsel does when something happened elsewhere."""

from __future__ import annotations

from qunli.core.actor import system
from qunli.core.dispatch import Handler
from qunli.domains.chat.events import HistoryImportTakenBack
from qunli.domains.counsel.operations.forget_person import forget_people, forget_undecided
from qunli.domains.counsel.operations.measure_outcomes import measure_outcomes
from qunli.domains.counsel.operations.refresh_proposals import refresh_proposals
from qunli.domains.insight.events import FindingsPublished
from qunli.domains.members.events import PeopleTakenOut, PersonErased


def propose(event: FindingsPublished) -> None:
    """New findings, new proposals."""
    refresh_proposals(actor=system(event.community))


def measure(event: FindingsPublished) -> None:
    """New findings may show what came of old proposals."""
    measure_outcomes(actor=system(event.community), as_of=event.as_of)


def forget(event: PersonErased) -> None:
    """Nothing may name an erased person."""
    forget_people(actor=system(event.community), people=[event.person])


def forget_taken_out(event: PeopleTakenOut) -> None:
    """Nor somebody who is not there any more."""
    forget_people(actor=system(event.community), people=event.people)


def advise_anew(event: HistoryImportTakenBack) -> None:
    """Nothing may be proposed on the ground of what was taken back."""
    forget_undecided(actor=system(event.community))


HANDLERS = (
    Handler("counsel.propose", (FindingsPublished,), propose),
    Handler("counsel.measure", (FindingsPublished,), measure),
    Handler("counsel.forget", (PersonErased,), forget),
    Handler("counsel.forget_taken_out", (PeopleTakenOut,), forget_taken_out),
    Handler("counsel.advise_anew", (HistoryImportTakenBack,), advise_anew),
)
