"""What is shown of posts, ballots and motions: frozen, for pages and other rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qunli.core.refusals import Sentence


@dataclass(frozen=True)
class TermView:
    """A member's time in a post."""

    id: int
    post: int
    title: str
    person: int
    name: str
    deputy: bool
    how: str
    how_words: str
    began_at: datetime
    until: datetime
    ended_at: datetime | None
    ended_words: str
    soon: bool


@dataclass(frozen=True)
class PostView:
    """A post, who holds it, and the call that is open for it."""

    id: int
    title: str
    duties: str
    powers: tuple[str, ...]
    term_days: int
    seats: int
    filled_by: str
    filled_words: str
    whole_group: bool
    holders: tuple[TermView, ...]
    deputy: TermView | None
    call: int | None

    @property
    def free(self) -> int:
        """Seats that nobody has."""
        return max(0, self.seats - len(self.holders))


@dataclass(frozen=True)
class BallotView:
    """A secret vote. `counts` is empty until it was counted; `voted`: how many; `own`: whether the reader did."""

    id: int
    opens_at: datetime
    closes_at: datetime
    open: bool
    electorate: int
    needed: int
    voted: int
    own: bool
    counts: dict[str, int]


@dataclass(frozen=True)
class ApplicationView:
    """Who wants a post; `votes` is null until they were counted."""

    person: int
    name: str
    statement: str
    state: str
    state_words: str
    votes: int | None
    titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class CallView:
    """A post is to be filled. `seed` is "" until the lot was drawn, its `digest` always there."""

    id: int
    post: int
    title: str
    filled_by: str
    seats: int
    apply_until: datetime
    applying: bool
    vote_days: int
    quorum: int
    tie: str
    tie_words: str
    digest: str
    seed: str
    state: str
    state_words: str
    why: Sentence
    decided_at: datetime | None
    ballot: BallotView | None
    applications: tuple[ApplicationView, ...]
    own: ApplicationView | None


@dataclass(frozen=True)
class MotionView:
    """A change of the rules that a member proposes. `seconded`: whether the reader did."""

    id: int
    person: int
    name: str
    rule: str
    before: dict[str, str]
    en: str
    zh: str
    why: str
    state: str
    state_words: str
    made_at: datetime
    until: datetime
    seconds: int
    seconds_needed: int
    seconded: bool
    ballot: BallotView | None
    version: int | None


@dataclass(frozen=True)
class HonourView:
    """A title beside a name."""

    id: int
    person: int
    name: str
    title: str
    why: str
    given_at: datetime


@dataclass(frozen=True)
class InterventionView:
    """Those who run the community stepped in."""

    deed_words: str
    about: str
    name: str
    reason: str
    by_name: str
    at: datetime


@dataclass(frozen=True)
class Scorecard:
    """What somebody did since they took up a post; figures of their own groups and nothing else."""

    term: TermView
    messages: int
    days: int
    spoken_to: int
    votes: int
    votes_held: int
