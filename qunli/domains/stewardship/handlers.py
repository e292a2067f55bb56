"""What stewardship does when something happened elsewhere."""

from __future__ import annotations

from qunli.core.actor import system
from qunli.core.dispatch import Handler
from qunli.domains.members.events import MemberLeft, MemberRemoved, PersonErased
from qunli.domains.stewardship.operations.erase_rows import forget_person
from qunli.domains.stewardship.operations.serve import leave_posts


def end_terms(event: MemberLeft | MemberRemoved) -> None:
    """Who is no member holds no post."""
    leave_posts(actor=system(event.community), person=event.person)


def forget(event: PersonErased) -> None:
    """Nothing may speak of an erased person."""
    forget_person(actor=system(event.community), person=event.person)


HANDLERS = (
    Handler("stewardship.end_terms", (MemberLeft, MemberRemoved), end_terms),
    Handler("stewardship.forget", (PersonErased,), forget),
)
