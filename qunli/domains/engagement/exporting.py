"""Tables to take out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.engagement import feedback, policy, polls, questions
from qunli.domains.engagement.models import Attendance
from qunli.domains.members import facade as members

AT_ONCE = 200


def poll_rows(actor: Actor) -> Iterator[list[Any]]:
    """A row for each choice of each poll; names where they may be shown. Raises `Forbidden`."""
    policy.may_export(actor).or_refuse()
    yield [_("Poll"), _("Asked by"), _("Group"), _("Closes"), _("Voted"), _("Choice"), _("Count"), _("Names")]
    for closed in (False, True):
        for offset in range(0, polls.polls(actor, closed=closed, limit=1)[1], AT_ONCE):
            found, _total = polls.polls(actor, closed=closed, limit=AT_ONCE, offset=offset, named=True)
            for view in found:
                head = [view.question, view.name, view.group_name, view.closes_at.isoformat(), view.voters]
                yield from ([*head, one.text, one.count, "; ".join(one.names)] for one in view.choices)


def attendance_rows(actor: Actor, check_in: int) -> Iterator[list[Any]]:
    """A row for each member and day. Raises `Forbidden`."""
    policy.may_export(actor).or_refuse()
    yield [_("Date"), _("Member"), _("Note"), _("In a row")]
    last = 0
    while True:
        with tenancy.within(actor.here):
            rows = list(Attendance.objects.filter(check_in_id=check_in, id__gt=last).order_by("id")[:AT_ONCE])
            names = members.names_of({row.person_id for row in rows})
        if not rows:
            return
        yield from ([row.day.isoformat(), names.get(row.person_id, ""), row.note, row.streak] for row in rows)
        last = rows[-1].id


def question_rows(actor: Actor) -> Iterator[list[Any]]:
    """A row for each question. Raises `Forbidden`."""
    policy.may_export(actor).or_refuse()
    yield [_("Question"), _("Asked by"), _("Group"), _("Asked"), _("Answers"), _("Accepted answer"), _("By")]
    kinds: Sequence[questions.Which] = ("open", "answered")
    for which in kinds:
        for offset in range(0, questions.questions(actor, which, 1)[1], AT_ONCE):
            for one in questions.questions(actor, which, AT_ONCE, offset)[0]:
                yield [
                    one.text, one.name, one.group_name, one.asked_at.isoformat(), len(one.replies), one.accepted_text,
                    one.accepted_name,
                ]  # fmt: skip


def feedback_rows(actor: Actor) -> Iterator[list[Any]]:
    """A row for each note. Raises `Forbidden`."""
    policy.may_export(actor).or_refuse()
    yield [_("Feedback"), _("By"), _("Written"), _("State"), _("Answer"), _("Answered by"), _("Anonymous to members")]
    for offset in range(0, feedback.box(actor, limit=1)[1], AT_ONCE):
        for one in feedback.box(actor, limit=AT_ONCE, offset=offset)[0]:
            yield [
                one.text, one.name, one.made_at.isoformat(), one.state_words, one.answer, one.answered_by,
                _("yes") if one.anonymous else _("no"),
            ]  # fmt: skip
