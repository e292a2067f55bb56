"""What red packets do when something happened elsewhere."""

from __future__ import annotations

from qunli.core.actor import system
from qunli.core.dispatch import Handler
from qunli.domains.members.events import PeopleMerged, PersonErased
from qunli.domains.red_packets.operations.erase_rows import forget_person
from qunli.domains.red_packets.operations.follow_merge import follow_merge


def forget(event: PersonErased) -> None:
    """Nothing may speak of an erased person."""
    forget_person(actor=system(event.community), person=event.person)


def on_merge(event: PeopleMerged) -> None:
    """Two people turned out to be one."""
    follow_merge(actor=system(event.community), kept=event.kept, merged=event.merged)


HANDLERS = (
    Handler("red_packets.forget", (PersonErased,), forget),
    Handler("red_packets.follow_merge", (PeopleMerged,), on_merge),
)
