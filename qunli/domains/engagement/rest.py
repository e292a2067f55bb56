"""The API's addresses of polls, check-ins, questions and the feedback box."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from ninja import Query, Router, Status

from qunli.core.rest import PROBLEMS, ApiRequest, Key, Limit, Offset, PathId, Slug
from qunli.domains.communities import facade as communities
from qunli.domains.engagement import check_ins as reading
from qunli.domains.engagement import feedback as notes
from qunli.domains.engagement import polls as asked
from qunli.domains.engagement import questions as wondered
from qunli.domains.engagement.operations.ask import accept, ask
from qunli.domains.engagement.operations.check_in import check_in, close_check_in, open_check_in
from qunli.domains.engagement.operations.close_poll import close_poll
from qunli.domains.engagement.operations.feedback import answer_feedback, give_feedback
from qunli.domains.engagement.operations.open_poll import open_poll
from qunli.domains.engagement.operations.vote import vote
from qunli.domains.engagement.rest_shapes import (
    AcceptIn,
    AnswerIn,
    AskIn,
    BoardOut,
    CheckInIn,
    CheckInOut,
    DayIn,
    DayOut,
    FeedbackIn,
    FeedbackOut,
    FeedbackPage,
    FeedbackPut,
    PollIn,
    PollOut,
    PollPage,
    PostedOut,
    QuestionOut,
    QuestionPage,
    VoteIn,
)

router = Router(tags=["taking part"])
Closed = Annotated[bool, Query(description="Those that are over, instead of open ones.")]
State = Annotated[
    Literal["", "new", "looking", "planned", "done", "declined"], Query(description="Only in this state.")
]
HERE = "/communities/{slug}"
POLLS, CHECK_INS, QUESTIONS, BOX = f"{HERE}/polls", f"{HERE}/check-ins", f"{HERE}/questions", f"{HERE}/feedback"
POLL, CHECK_IN, QUESTION = POLLS + "/{poll}", CHECK_INS + "/{number}", QUESTIONS + "/{question}"


@router.get(POLLS, response={200: PollPage, **PROBLEMS}, summary="Polls")
def polls(request: ApiRequest, slug: Slug, closed: Closed = False, limit: Limit = 50, offset: Offset = 0) -> Any:
    """Newest first."""
    actor = communities.actor_at(request.auth, slug)
    found, total = asked.polls(actor, closed=closed, limit=limit, offset=offset)
    return {"items": [asdict(one) for one in found], "total": total}


@router.post(POLLS, response={201: PostedOut, **PROBLEMS}, summary="Open a poll")
def open_one(request: ApiRequest, slug: Slug, body: PollIn, key: Key = None) -> Any:
    """As the member whose account made the token. Refused by moderation, it has no id and a sentence."""
    actor = communities.actor_at(request.auth, slug)
    return Status(201, asdict(open_poll(actor=actor, key=key, **body.dict())))


@router.get(POLL, response={200: PollOut, **PROBLEMS}, summary="One poll")
def poll(request: ApiRequest, slug: Slug, poll: PathId) -> Any:
    """With the names of those who voted, unless it is secret."""
    return asdict(asked.poll(communities.actor_at(request.auth, slug), poll))


@router.put(POLL + "/vote", response={200: PollOut, **PROBLEMS}, summary="Vote")
def cast(request: ApiRequest, slug: Slug, poll: PathId, body: VoteIn, key: Key = None) -> Any:
    """As the member whose account made the token; no choice takes the vote back."""
    actor = communities.actor_at(request.auth, slug)
    vote(actor=actor, poll=poll, choices=body.choices, key=key)
    return asdict(asked.poll(actor, poll))


@router.post(POLL + "/close", response={200: PollOut, **PROBLEMS}, summary="Close a poll")
def close(request: ApiRequest, slug: Slug, poll: PathId, key: Key = None) -> Any:
    """Nobody votes any more."""
    actor = communities.actor_at(request.auth, slug)
    close_poll(actor=actor, poll=poll, key=key)
    return asdict(asked.poll(actor, poll))


@router.get(CHECK_INS, response={200: list[CheckInOut], **PROBLEMS}, summary="Check-ins")
def check_ins(request: ApiRequest, slug: Slug) -> Any:
    """Each group's, open ones first."""
    return [asdict(one) for one in reading.check_ins(communities.actor_at(request.auth, slug))]


@router.post(CHECK_INS, response={201: CheckInOut, **PROBLEMS}, summary="Open a check-in")
def open_daily(request: ApiRequest, slug: Slug, body: CheckInIn, key: Key = None) -> Any:
    """From now on the group checks in each day."""
    actor = communities.actor_at(request.auth, slug)
    number = open_check_in(actor=actor, group=body.group, title=body.title, key=key)
    return Status(201, asdict(reading.check_in(actor, number)))


@router.get(CHECK_IN, response={200: BoardOut, **PROBLEMS}, summary="Who is here today, and the board")
def board(request: ApiRequest, slug: Slug, number: PathId) -> Any:
    """Today where the community is."""
    actor = communities.actor_at(request.auth, slug)
    here = [asdict(one) for one in reading.today(actor, number)]
    lines = [asdict(one) for one in reading.board(actor, number, 200)]
    return {**asdict(reading.check_in(actor, number)), "here": here, "board": lines}


@router.post(CHECK_IN + "/days", response={200: DayOut, **PROBLEMS}, summary="Check in for today")
def be_here(request: ApiRequest, slug: Slug, number: PathId, body: DayIn, key: Key = None) -> Any:
    """As the member whose account made the token; once a day."""
    actor = communities.actor_at(request.auth, slug)
    return asdict(check_in(actor=actor, check_in=number, note=body.note, key=key))


@router.post(CHECK_IN + "/close", response={200: CheckInOut, **PROBLEMS}, summary="End a check-in")
def end(request: ApiRequest, slug: Slug, number: PathId, key: Key = None) -> Any:
    """The board stays."""
    actor = communities.actor_at(request.auth, slug)
    close_check_in(actor=actor, check_in=number, key=key)
    return asdict(reading.check_in(actor, number))


Answered = Annotated[bool, Query(description="Those with an accepted answer, instead of open ones.")]


@router.get(QUESTIONS, response={200: QuestionPage, **PROBLEMS}, summary="Questions")
def questions(
    request: ApiRequest, slug: Slug, answered: Answered = False, limit: Limit = 50, offset: Offset = 0
) -> Any:
    """Newest first, with what was said in reply."""
    actor = communities.actor_at(request.auth, slug)
    found, total = wondered.questions(actor, "answered" if answered else "open", limit, offset)
    return {"items": [asdict(one) for one in found], "total": total}


@router.post(QUESTIONS, response={201: PostedOut, **PROBLEMS}, summary="Ask a group")
def ask_one(request: ApiRequest, slug: Slug, body: AskIn, key: Key = None) -> Any:
    """As the member whose account made the token."""
    actor = communities.actor_at(request.auth, slug)
    return Status(201, asdict(ask(actor=actor, group=body.group, text=body.text, key=key)))


@router.post(QUESTION + "/accept", response={200: QuestionOut, **PROBLEMS}, summary="Accept an answer")
def accept_one(request: ApiRequest, slug: Slug, question: PathId, body: AcceptIn, key: Key = None) -> Any:
    """A message in reply to the question."""
    actor = communities.actor_at(request.auth, slug)
    accept(actor=actor, question=question, seq=body.seq, key=key)
    return asdict(wondered.question(actor, question))


@router.get(BOX, response={200: FeedbackPage, **PROBLEMS}, summary="The feedback box")
def box(request: ApiRequest, slug: Slug, state: State = "", limit: Limit = 50, offset: Offset = 0) -> Any:
    """Newest first, with who wrote."""
    found, total = notes.box(communities.actor_at(request.auth, slug), state, limit, offset)
    return {"items": [asdict(one) for one in found], "total": total}


@router.post(BOX, response={201: FeedbackPut, **PROBLEMS}, summary="Put something into the box")
def put_in(request: ApiRequest, slug: Slug, body: FeedbackIn, key: Key = None) -> Any:
    """As the member whose account made the token."""
    actor = communities.actor_at(request.auth, slug)
    return Status(201, {"id": give_feedback(actor=actor, text=body.text, anonymous=body.anonymous, key=key)})


@router.put(BOX + "/{feedback}", response={200: FeedbackOut, **PROBLEMS}, summary="Answer a note")
def answer(request: ApiRequest, slug: Slug, feedback: PathId, body: AnswerIn, key: Key = None) -> Any:
    """Say what becomes of it."""
    actor = communities.actor_at(request.auth, slug)
    answer_feedback(actor=actor, feedback=feedback, state=body.state, answer=body.answer, shown=body.shown, key=key)
    return asdict(notes.one(actor, feedback))
