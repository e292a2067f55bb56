"""What engagement does when something happened elsewhere."""

from __future__ import annotations

from qunli.core.actor import system
from qunli.core.dispatch import Handler
from qunli.domains.engagement.operations.erase_rows import forget_person
from qunli.domains.members.events import PersonErased


def forget(event: PersonErased) -> None:
    """Nothing may speak of an erased person."""
    forget_person(actor=system(event.community), person=event.person)


HANDLERS = (Handler("engagement.forget", (PersonErased,), forget),)
