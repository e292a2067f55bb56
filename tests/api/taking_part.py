"""Requests about polls, check-ins, questions and the feedback box, and what they need."""

from __future__ import annotations

from datetime import UTC, datetime

from qunli.core import tenancy
from qunli.domains.chat import facade as chat
from qunli.domains.communities.powers import ACT, ACTIVITIES, GOVERN, SEE
from qunli.domains.engagement import facade as engagement
from qunli.domains.engagement.models import CheckIn, Feedback, Question
from tests.api.calls import Request
from tests.api.house import House, live_group
from tests.api.sample import Sample

LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
TEA = {"question": "Which tea?", "choices": ["Green", "Black"]}


def _rested(house: House) -> None:
    """The limits on how much one member puts in are not what these stories are about."""
    with tenancy.within(house.ann.here):
        Question.objects.update(asked_at=LONG_AGO)
        Feedback.objects.update(made_at=LONG_AGO)


def poll(house: House) -> int:
    """An open poll of the owner's; the same each time."""
    group = live_group(house)
    for one in engagement.polls(house.ann, closed=False)[0]:
        return one.id
    return engagement.open_poll(actor=house.ann, group=group, **TEA).or_refuse()  # type: ignore[arg-type]


def check_in(house: House) -> int:
    """An open check-in; the same each time."""
    group = live_group(house)
    with tenancy.within(house.ann.here):
        known = CheckIn.objects.filter(closed_at=None).values_list("id", flat=True).first()
    return known or engagement.open_check_in(actor=house.ann, group=group, title="Read ten pages")


def _free_group(house: House) -> int:
    """A group that does not check in."""
    live_group(house)
    return chat.open_group(actor=house.ann, name="Another hall")


def question(house: House) -> tuple[int, int]:
    """An open question, and the number of an answer to it; anew each time."""
    group = live_group(house)
    _rested(house)
    asked = engagement.ask(actor=house.ann, group=group, text="How hot?").or_refuse()
    engagement.answer(actor=house.ann, question=asked, text="80 degrees")
    return asked, engagement.question(house.ann, asked).replies[0].seq


def note(house: House) -> int:
    """Something in the box; anew each time."""
    live_group(house)
    _rested(house)
    return engagement.give_feedback(actor=house.ann, text="More Oolong")


def _accept(house: House, more: int = 0) -> Request:
    asked, seq = question(house)
    return Request("POST", f"/tea/questions/{asked}/accept", {"seq": seq + more})


def _hall(house: House) -> int:
    _rested(house)
    return live_group(house)


def _ended(house: House) -> Request:
    poll(house)
    return Request("POST", f"/tea/polls/{poll(house)}/close")


SAMPLES: dict[tuple[str, str], Sample] = {
    ("GET", "/{slug}/polls"): Sample(SEE, lambda house: Request("GET", "/tea/polls")),
    ("POST", "/{slug}/polls"): Sample(
        ACT,
        lambda house: Request("POST", "/tea/polls", {"group": _hall(house), **TEA}),
        lambda house: Request("POST", "/tea/polls", {"group": _hall(house), **TEA, "secret": True}),
    ),
    ("GET", "/{slug}/polls/{poll}"): Sample(SEE, lambda house: Request("GET", f"/tea/polls/{poll(house)}")),
    ("PUT", "/{slug}/polls/{poll}/vote"): Sample(
        ACT,
        lambda house: Request("PUT", f"/tea/polls/{poll(house)}/vote", {"choices": [0]}),
        lambda house: Request("PUT", f"/tea/polls/{poll(house)}/vote", {"choices": [1]}),
    ),
    ("POST", "/{slug}/polls/{poll}/close"): Sample(
        ACTIVITIES, _ended, lambda house: Request("POST", "/tea/polls/4711/close")
    ),
    ("GET", "/{slug}/check-ins"): Sample(SEE, lambda house: Request("GET", "/tea/check-ins")),
    ("POST", "/{slug}/check-ins"): Sample(
        ACTIVITIES,
        lambda house: Request("POST", "/tea/check-ins", {"group": _free_group(house), "title": "Read"}),
        lambda house: Request("POST", "/tea/check-ins", {"group": _free_group(house), "title": "Run"}),
    ),
    ("GET", "/{slug}/check-ins/{number}"): Sample(
        SEE, lambda house: Request("GET", f"/tea/check-ins/{check_in(house)}")
    ),
    ("POST", "/{slug}/check-ins/{number}/days"): Sample(
        ACT,
        lambda house: Request("POST", f"/tea/check-ins/{check_in(house)}/days", {"note": "Chapter 3"}),
        lambda house: Request("POST", f"/tea/check-ins/{check_in(house)}/days", {"note": "Chapter 4"}),
    ),
    ("POST", "/{slug}/check-ins/{number}/close"): Sample(
        ACTIVITIES,
        lambda house: Request("POST", f"/tea/check-ins/{check_in(house)}/close"),
        lambda house: Request("POST", "/tea/check-ins/4711/close"),
    ),
    ("GET", "/{slug}/questions"): Sample(SEE, lambda house: Request("GET", "/tea/questions")),
    ("POST", "/{slug}/questions"): Sample(
        ACT,
        lambda house: Request("POST", "/tea/questions", {"group": _hall(house), "text": "How hot?"}),
        lambda house: Request("POST", "/tea/questions", {"group": _hall(house), "text": "How long?"}),
    ),
    ("POST", "/{slug}/questions/{question}/accept"): Sample(ACTIVITIES, _accept, lambda house: _accept(house, 99)),
    ("GET", "/{slug}/feedback"): Sample(GOVERN, lambda house: Request("GET", "/tea/feedback")),
    ("POST", "/{slug}/feedback"): Sample(
        ACT,
        lambda house: Request("POST", "/tea/feedback", {"text": f"More Oolong {_hall(house)}"}),
        lambda house: Request("POST", "/tea/feedback", {"text": f"Less Oolong {_hall(house)}"}),
    ),
    ("PUT", "/{slug}/feedback/{feedback}"): Sample(
        GOVERN,
        lambda house: Request("PUT", f"/tea/feedback/{note(house)}", {"state": "planned", "answer": "In May"}),
        lambda house: Request("PUT", f"/tea/feedback/{note(house)}", {"state": "done", "answer": "In June"}),
    ),
}
