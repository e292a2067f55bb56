"""What members took part in. Ids only: texts and names must not live on in the log, and votes are nowhere in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PollOpened:
    """Members can vote."""

    community: int
    poll: int
    person: int


@dataclass(frozen=True)
class PollClosed:
    """Nobody can vote any more; what was chosen how often stays."""

    community: int
    poll: int


@dataclass(frozen=True)
class CheckInOpened:
    """A group checks in each day from now on."""

    community: int
    check_in: int


@dataclass(frozen=True)
class CheckInClosed:
    """A group does not check in any more; what was counted stays."""

    community: int
    check_in: int


@dataclass(frozen=True)
class CheckedIn:
    """A member was there today, for the `streak`th day in a row."""

    community: int
    check_in: int
    person: int
    streak: int


@dataclass(frozen=True)
class QuestionAsked:
    """A member wants to know something."""

    community: int
    question: int
    person: int


@dataclass(frozen=True)
class AnswerAccepted:
    """`person`'s answer helped; another one took its place if there was one before."""

    community: int
    question: int
    person: int


@dataclass(frozen=True)
class FeedbackGiven:
    """Somebody put something into the feedback box."""

    community: int
    feedback: int


@dataclass(frozen=True)
class FeedbackAnswered:
    """Those who run the community said what becomes of it."""

    community: int
    feedback: int
    state: str
