"""A message of a group as the answer that it may be."""

from __future__ import annotations

from dataclasses import dataclass

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.chat import facade as chat
from qunli.domains.engagement import policy, questions
from qunli.domains.engagement.models import Question


@dataclass(frozen=True)
class AnswerView:
    """A message as an answer: to which question, whether it is the accepted one, and whether the reader may say so."""

    question: int
    accepted: bool
    may_accept: bool


def as_answer(actor: Actor, group: int, seq: int) -> AnswerView | None:
    """What a message answers; null for one that answers no question. Raises `Forbidden` and `NotFound`."""
    policy.may_see(actor).or_refuse()
    with tenancy.within(actor.here):
        if chat.message_in(actor, group, seq).reply is None:
            return None
        asked = questions.asked_by(actor, group, seq)
        row = Question.objects.filter(id=asked).first() if asked is not None else None
    if row is None:
        return None
    return AnswerView(row.id, row.accepted_seq == seq, bool(policy.may_accept(actor, row.person_id)))
