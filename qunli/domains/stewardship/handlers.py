"""What stewardship does when something happened elsewhere."""

from __future__ import annotations

from qunli.core.actor import system
from qunli.core.dispatch import Handler
from qunli.domains.members.events import MemberLeft, MemberRemoved, PersonErased
from qunli.domains.stewardship.events import (
    BallotCast,
    CallCancelled,
    CallDecided,
    CallOpened,
    ElectionOpened,
    MotionDecided,
    MotionPutToVote,
)
from qunli.domains.stewardship.operations.count import count_when_over
from qunli.domains.stewardship.operations.erase_rows import forget_person
from qunli.domains.stewardship.operations.say import say_call, say_motion, show_voted
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


def say_of_call(event: CallOpened | ElectionOpened | CallDecided | CallCancelled) -> None:
    """Members hear of it where they talk."""
    chosen: list[int] = []
    match event:
        case CallOpened():
            state = "open"
        case ElectionOpened():
            state = "voting"
        case CallCancelled():
            state = "cancelled"
        case CallDecided():
            state, chosen = ("decided" if event.chosen else "failed"), event.chosen
    say_call(actor=system(event.community), call=event.call, state=state, chosen=chosen)


def say_of_motion(event: MotionPutToVote | MotionDecided) -> None:
    """The same of motions."""
    state = event.state if isinstance(event, MotionDecided) else "voting"
    say_motion(actor=system(event.community), motion=event.motion, state=state)


def show(event: BallotCast) -> None:
    """Cards count."""
    show_voted(actor=system(event.community), ballot=event.ballot)


HANDLERS = (
    Handler("stewardship.count", (BallotCast,), count),
    Handler("stewardship.end_terms", (MemberLeft, MemberRemoved), end_terms),
    Handler("stewardship.forget", (PersonErased,), forget),
    Handler("stewardship.say_call", (CallOpened, ElectionOpened, CallDecided, CallCancelled), say_of_call),
    Handler("stewardship.say_motion", (MotionPutToVote, MotionDecided), say_of_motion),
    Handler("stewardship.show_voted", (BallotCast,), show),
)
