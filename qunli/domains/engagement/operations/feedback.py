"""The feedback box: a member writes, those who run the community say what becomes of it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Invalid
from qunli.core.words import _
from qunli.domains.engagement import decisions, policy, queries, speaking
from qunli.domains.engagement.events import FeedbackAnswered, FeedbackGiven
from qunli.domains.engagement.models import Feedback


@operation
def give_feedback(*, actor: Actor, text: str, anonymous: bool = False, key: str | None = None) -> int:
    """Put something into the box. `anonymous` towards other members; those who answer see who wrote. Raises
    `Forbidden`, `Invalid`, `TooMany`."""
    who = speaking.as_member(actor)
    said = decisions.words(text, decisions.TEXT_LIMIT, field="text", missing=_("What should we know?"))
    lately = Feedback.objects.filter(person_id=who.person, made_at__gt=timezone.now() - timedelta(days=1))
    decisions.not_too_often(lately.count())
    row = Feedback.objects.create(community_id=actor.here, person_id=who.person, text=said, anonymous=anonymous)
    tell(FeedbackGiven(community=actor.here, feedback=row.id))
    return row.id


@operation
def answer_feedback(
    *, actor: Actor, feedback: int, state: str, answer: str, shown: bool = True, key: str | None = None
) -> None:
    """Say what becomes of it, and why; again whenever that changes. `shown`: all members read it with the answer.
    Raises `Forbidden`, `Invalid`, `NotFound`."""
    policy.may_answer_feedback(actor).or_refuse()
    row = queries.feedback_to_change(feedback)
    if state not in Feedback.State.values or state == Feedback.State.NEW:
        raise Invalid(_("Say what becomes of it."), field="state")
    said = decisions.words(answer, decisions.TEXT_LIMIT, field="answer", missing=_("Write an answer; members read it."))
    row.state, row.answer, row.shown = state, said, shown
    row.answered_at, row.answered_by_name = timezone.now(), actor.name[:160]
    row.save()
    tell(FeedbackAnswered(community=actor.here, feedback=row.id, state=state))
