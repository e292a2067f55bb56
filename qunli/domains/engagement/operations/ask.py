"""A member asks, and it is said which answer helped."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict
from qunli.core.words import _
from qunli.domains.chat import facade as chat
from qunli.domains.engagement import decisions, policy, queries, speaking
from qunli.domains.engagement.events import AnswerAccepted, QuestionAsked
from qunli.domains.engagement.models import Question
from qunli.domains.engagement.speaking import Posted


@operation
def ask(
    *,
    actor: Actor,
    group: int,
    text: str,
    message: str = "",
    identity: int | None = None,
    key: str | None = None,
) -> Posted:
    """A question stands in the group; who replies to it answers. `message` is the key of a message there that is the
    question already; without one it is said. Raises `Forbidden`, `Invalid`, `NotFound`, `TooMany`."""
    asker = speaking.as_member(actor)
    said = decisions.words(text, decisions.TEXT_LIMIT, field="text", missing=_("What do you want to know?"))
    lately = Question.objects.filter(person_id=asker.person, asked_at__gt=timezone.now() - timedelta(days=1))
    decisions.not_too_often(lately.count())
    row = Question.objects.create(
        community_id=actor.here,
        group_id=chat.live_group(asker, group).id,
        person_id=asker.person,
        message=message,
        text=said,
    )
    posted = Posted(row.id, message)
    if not message:
        posted = speaking.post(asker, group, f"question:{row.id}", f"❓ {said}", ("question", row.id), identity)
    if posted.number is None:
        row.delete()
        return posted
    row.message = posted.message
    row.save(update_fields=["message"])
    tell(QuestionAsked(community=actor.here, question=row.id, person=asker.person))
    return posted


@operation
def answer(*, actor: Actor, question: int, text: str, identity: int | None = None, key: str | None = None) -> Posted:
    """Reply to a question in its group, in the member's name. Raises `Forbidden`, `Invalid`, `NotFound`, `Conflict`
    while the question waits for a moderator."""
    policy.may_take_part(actor).or_refuse()
    row = queries.question_to_change(question)
    who = speaking.as_member(actor)
    said = decisions.words(text, decisions.TEXT_LIMIT, field="text", missing=_("What is your answer?"))
    seq = chat.numbers_of(row.group_id, [row.message]).get(row.message)
    if seq is None:
        raise Conflict(_("This question does not stand in the group any more."))
    name = f"answer:{row.id}:{timezone.now().timestamp():.6f}"
    receipt = chat.speak_for(actor=who, group=row.group_id, text=said, name=name, reply=seq, identity=identity)
    changed(row)
    number = None if receipt.effect == "refuse" else row.id
    return Posted(number, receipt.key, receipt.effect == "hold", str(receipt.sentence))


@operation
def accept(*, actor: Actor, question: int, seq: int, key: str | None = None) -> None:
    """The message `seq`, a reply to the question, helped; it takes the place of one accepted before. Raises
    `Forbidden`, `NotFound`, `Conflict` for what is no reply to it."""
    policy.may_see(actor).or_refuse()
    row = queries.question_to_change(question)
    policy.may_accept(actor, row.person_id).or_refuse()
    replies = chat.replies_to(actor, row.group_id, [row.message]).get(row.message, [])
    found = next((one for one in replies if one.seq == seq), None)
    if found is None:
        raise Conflict(_("This is no answer to the question."))
    row.accepted_at, row.accepted_seq, row.accepted_text = timezone.now(), seq, found.text
    row.accepted_person_id, row.accepted_by_name = found.person, actor.name[:160]
    row.save()
    tell(AnswerAccepted(community=actor.here, question=row.id, person=found.person))
    changed(row)


@operation
def reopen(*, actor: Actor, question: int, key: str | None = None) -> None:
    """The accepted answer did not help after all. Raises `Forbidden` and `NotFound`."""
    policy.may_see(actor).or_refuse()
    row = queries.question_to_change(question)
    policy.may_accept(actor, row.person_id).or_refuse()
    if row.accepted_at is None:
        return
    row.accepted_at, row.accepted_seq, row.accepted_text = None, None, ""
    row.accepted_person_id, row.accepted_by_name = None, ""
    row.save()
    changed(row)


def changed(row: Question) -> None:
    """Whoever has the group open sees the card anew. To be called in the transaction."""
    chat.card_changed(community=row.community_id, group=row.group_id, kind="question", number=row.id, again=True)
