"""What chats do when something happens elsewhere."""

from __future__ import annotations

from qunli.core.actor import system
from qunli.core.dispatch import Handler
from qunli.domains.chat.operations.cut_lines import cut_lines
from qunli.domains.chat.operations.erase_messages import begin_erasing
from qunli.domains.members.events import MemberLeft, MemberRemoved, PersonErased


def on_person_erased(event: PersonErased) -> None:
    """What the person wrote goes, too."""
    begin_erasing(actor=system(event.community), person=event.person, identities=event.identities)


def on_member_gone(event: MemberLeft | MemberRemoved) -> None:
    """Whoever is no member any more hears nothing more."""
    cut_lines(actor=system(event.community), person=event.person)


HANDLERS = (
    Handler("chat.erase_messages", (PersonErased,), on_person_erased),
    Handler("chat.cut_lines", (MemberLeft, MemberRemoved), on_member_gone),
)
