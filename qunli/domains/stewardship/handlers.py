"""What stewardship does when something happened elsewhere."""

from __future__ import annotations

from qunli.core.actor import system
from qunli.core.dispatch import Handler
from qunli.domains.members.events import MemberLeft, MemberRemoved, PersonErased
from qunli.domains.stewardship.events import BallotCast
from qunli.domains.stewardship.operations.count import count_when_over
from qunli.domains.stewardship.operations.erase_rows import forget_person
from qunli.domains.stewardship.operations.serve import leave_posts


def end_terms(event: MemberLeft | MemberRemoved) -> None:
    """Who is no member holds no post."""
    leave_posts(actor=system(event.community), person=event.person)


def count(event: BallotCast) -> None:
    """A vote in which everybody has voted is counted at once."""
    count_when_over(actor=system(event.community), ballot=event.ballot)


def forget(event: PersonErased) -> None:
    """Nothing may speak of an erased person."""
    forget_person(actor=system(event.community), person=event.person)


HANDLERS = (
    Handler("stewardship.count", (BallotCast,), count),
    Handler("stewardship.end_terms", (MemberLeft, MemberRemoved), end_terms),
    Handler("stewardship.forget", (PersonErased,), forget),
)
