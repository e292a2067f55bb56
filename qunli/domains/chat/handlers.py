"""What chats do when something happens elsewhere."""

from __future__ import annotations

from qunli.core.actor import system
from qunli.core.dispatch import Handler
from qunli.domains.chat.operations.erase_messages import begin_erasing
from qunli.domains.members.events import PersonErased


def on_person_erased(event: PersonErased) -> None:
    """What the person wrote goes, too."""
    begin_erasing(actor=system(event.community), person=event.person, identities=event.identities)


HANDLERS = (Handler("chat.erase_messages", (PersonErased,), on_person_erased),)
