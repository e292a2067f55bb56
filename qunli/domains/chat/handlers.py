"""What chats do when something happens elsewhere."""

from __future__ import annotations

import time
from datetime import datetime

from qunli.core.actor import system
from qunli.core.dispatch import Handler
from qunli.domains.chat.operations.act_there import remove_there, restrict_there
from qunli.domains.chat.operations.cut_lines import cut_lines
from qunli.domains.chat.operations.erase_messages import begin_erasing
from qunli.domains.chat.operations.subscribe import end_subscriptions
from qunli.domains.chat.operations.welcome import welcome
from qunli.domains.members.events import MemberAdmitted, MemberLeft, MemberRemoved, MemberSilenced, PersonErased


def on_person_erased(event: PersonErased) -> None:
    """What the person wrote goes, too."""
    begin_erasing(actor=system(event.community), person=event.person, identities=event.identities)


def on_member_admitted(event: MemberAdmitted) -> None:
    """Newcomers are welcomed where the community chose to."""
    welcome(actor=system(event.community), person=event.person)


def on_member_gone(event: MemberLeft | MemberRemoved) -> None:
    """Whoever is no member any more hears nothing more."""
    cut_lines(actor=system(event.community), person=event.person)


def on_member_silenced(event: MemberSilenced) -> None:
    """On other platforms, too."""
    until = datetime.fromisoformat(event.until) if event.until else None
    restrict_there(actor=system(event.community), person=event.person, until=until, key=event.until or str(_now()))


def on_member_removed(event: MemberRemoved) -> None:
    """From groups on other platforms, too; they may come back once they are admitted again."""
    remove_there(actor=system(event.community), person=event.person, ban=False, key=str(_now()))


def _now() -> int:
    return time.time_ns()


def on_member_untold(event: MemberLeft | MemberRemoved | PersonErased) -> None:
    """Whoever is no member any more is told nothing more."""
    end_subscriptions(actor=system(event.community), person=event.person)


HANDLERS = (
    Handler("chat.end_subscriptions", (MemberLeft, MemberRemoved, PersonErased), on_member_untold),
    Handler("chat.erase_messages", (PersonErased,), on_person_erased),
    Handler("chat.welcome", (MemberAdmitted,), on_member_admitted),
    Handler("chat.cut_lines", (MemberLeft, MemberRemoved), on_member_gone),
    Handler("chat.restrict_there", (MemberSilenced,), on_member_silenced),
    Handler("chat.remove_there", (MemberRemoved,), on_member_removed),
)
