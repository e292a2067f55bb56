"""What happened to posts, elections and motions. Ids only; for whom somebody voted is nowhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PostDescribed:
    """A post was made, or its duties, powers or term were changed."""

    community: int
    post: int


@dataclass(frozen=True)
class PostClosed:
    """A post is no more; whoever held it does not hold it any longer."""

    community: int
    post: int


@dataclass(frozen=True)
class CallOpened:
    """Members may apply for a post."""

    community: int
    call: int
    post: int


@dataclass(frozen=True)
class Applied:
    """A member applied, or wrote their statement anew."""

    community: int
    call: int
    person: int


@dataclass(frozen=True)
class ApplicationWithdrawn:
    """A member does not want the post after all."""

    community: int
    call: int
    person: int


@dataclass(frozen=True)
class ElectionOpened:
    """Members may vote for one of `candidates`."""

    community: int
    call: int
    candidates: list[int]


@dataclass(frozen=True)
class BallotCast:
    """A member voted. For what is not written anywhere."""

    community: int
    ballot: int
    person: int


@dataclass(frozen=True)
class CallDecided:
    """A call ended: `chosen` took up the post; nobody did when it is empty."""

    community: int
    call: int
    chosen: list[int]


@dataclass(frozen=True)
class CallCancelled:
    """The operator broke a call off; the reason stands where members read it."""

    community: int
    call: int


@dataclass(frozen=True)
class TermBegan:
    """A member holds a post from now on, or stands by as deputy."""

    community: int
    term: int
    post: int
    person: int


@dataclass(frozen=True)
class TermEndsSoon:
    """A reminder, once a term: the post should be filled again."""

    community: int
    term: int
    post: int
    person: int


@dataclass(frozen=True)
class TermEnded:
    """A member does not hold a post any more. `how`: over, stepped_down, left, removed, closed, handed_over."""

    community: int
    term: int
    post: int
    person: int
    how: str


@dataclass(frozen=True)
class HonourGiven:
    """A title stands beside a member's name."""

    community: int
    honour: int
    person: int


@dataclass(frozen=True)
class HonourTaken:
    """A title does not stand there any more."""

    community: int
    honour: int
    person: int


@dataclass(frozen=True)
class MotionMade:
    """A member proposes to change a rule."""

    community: int
    motion: int
    person: int


@dataclass(frozen=True)
class MotionSeconded:
    """Another member wants it voted on."""

    community: int
    motion: int
    person: int


@dataclass(frozen=True)
class MotionPutToVote:
    """Enough members wanted it."""

    community: int
    motion: int


@dataclass(frozen=True)
class MotionDecided:
    """A motion ended. `state`: accepted, rejected, no_quorum, lapsed, overtaken, withdrawn, cancelled; `version` is the
    number of the rules that it became."""

    community: int
    motion: int
    state: str
    version: int | None
