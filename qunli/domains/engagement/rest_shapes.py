"""What the API says of polls, check-ins, questions and the feedback box."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from qunli.core.rest import Id, Text
from qunli.domains.engagement import decisions

Line = Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=decisions.TEXT_LIMIT)]
Place = Annotated[int, Field(ge=0, lt=decisions.CHOICES[1])]


class PollIn(Schema):
    """A poll for a group; 2 to 12 `choices`, open for `hours`."""

    group: Id
    question: Line
    choices: Annotated[list[Line], Field(max_length=50)]
    several: bool = False
    secret: bool = False
    hours: Annotated[int, Field(ge=decisions.HOURS[0], le=decisions.HOURS[1])] = decisions.WEEK


class VoteIn(Schema):
    """Places of what is chosen, from 0 on; none takes the vote back."""

    choices: Annotated[list[Place], Field(max_length=12)]


class ChoiceOut(Schema):
    """`share` in % of those who voted; `mine` is false for programs; `names` where they may be shown."""

    place: int
    text: str
    count: int
    share: int
    mine: bool
    names: list[str]


class PollOut(Schema):
    """`seq` is the number of its message in the group, null when that is held or deleted."""

    id: int
    group: int
    group_name: str
    seq: int | None
    person: int
    name: str
    question: str
    choices: list[ChoiceOut]
    voters: int
    several: bool
    secret: bool
    made_at: datetime
    closes_at: datetime
    closed: bool


class PollPage(Schema):
    """A page, and how many there are."""

    items: list[PollOut]
    total: int


class PostedOut(Schema):
    """Its id, null when it was refused; `held`: it waits for a moderator; `sentence` says why, for both."""

    number: int | None
    held: bool
    sentence: str


class CheckInIn(Schema):
    """A daily check-in for a group."""

    group: Id
    title: Line


class CheckInOut(Schema):
    """`today` is how many were here so far."""

    id: int
    group: int
    group_name: str
    title: str
    made_at: datetime
    closed: bool
    today: int


class LineOut(Schema):
    """`streak` counts while it lasts; `days` are those of the last 30."""

    person: int
    name: str
    streak: int
    longest: int
    days: int


class HereOut(Schema):
    """Somebody's day."""

    person: int
    name: str
    at: datetime
    note: str
    streak: int


class BoardOut(CheckInOut):
    """With who is here today, and the board."""

    here: list[HereOut]
    board: list[LineOut]


class DayIn(Schema):
    """What was done today."""

    note: Line = ""


class DayOut(Schema):
    """Whether it was the first time today, and how many days in a row."""

    fresh: bool
    streak: int


class AskIn(Schema):
    """A question for a group."""

    group: Id
    text: Line


class AcceptIn(Schema):
    """The number of the message that helped."""

    seq: Id


class ReplyOut(Schema):
    """An answer: a message of the group; `at` is ms UTC."""

    seq: int
    person: int
    name: str
    text: str
    at: int
    accepted: bool


class QuestionOut(Schema):
    """`seq` is the number of its message in the group, null when that is held or deleted."""

    id: int
    group: int
    group_name: str
    seq: int | None
    person: int
    name: str
    text: str
    asked_at: datetime
    replies: list[ReplyOut]
    accepted_at: datetime | None
    accepted_seq: int | None
    accepted_text: str
    accepted_name: str


class QuestionPage(Schema):
    """A page, and how many there are."""

    items: list[QuestionOut]
    total: int


class FeedbackIn(Schema):
    """A note; `anonymous` towards other members."""

    text: Line
    anonymous: bool = False


class AnswerIn(Schema):
    """What becomes of a note, and why; `shown`: all members read both."""

    state: Literal["looking", "planned", "done", "declined"]
    answer: Text
    shown: bool = True


class FeedbackOut(Schema):
    """A note of the box."""

    id: int
    person: int | None
    name: str
    text: str
    anonymous: bool
    made_at: datetime
    state: str
    answer: str
    answered_at: datetime | None
    answered_by: str
    shown: bool


class FeedbackPage(Schema):
    """A page, and how many there are."""

    items: list[FeedbackOut]
    total: int


class FeedbackPut(Schema):
    """The id of what was put into the box."""

    id: int
