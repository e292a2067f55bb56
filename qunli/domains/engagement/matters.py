"""Notes in the feedback box that nobody answered."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from qunli.core.actor import Actor
from qunli.core.matters import Matter
from qunli.domains.engagement import policy
from qunli.domains.engagement.models import Feedback

COUNTED = 1_000
NAMED = 3
SHORT = 60
ANSWERED_WITHIN = timedelta(days=7)


def matters(actor: Actor) -> list[Matter]:
    """For those who answer the box."""
    if not policy.may_answer_feedback(actor):
        return []
    rows = Feedback.objects.filter(state=Feedback.State.NEW)
    first = list(rows.order_by("id").values_list("made_at", "text")[:NAMED])
    if not first:
        return []
    return [
        Matter(
            kind="feedback",
            count=rows[:COUNTED].count(),
            words=ngettext_lazy(
                "%(count)d note in the feedback box has no answer",
                "%(count)d notes in the feedback box have no answer",
                "count",
            ),
            why=_("Members see what became of their notes. A no with a reason is an answer, too."),
            since=first[0][0],
            due=first[0][0] + ANSWERED_WITHIN,
            deed=_("Answer them"),
            page="feedback_box",
            about=tuple(text if len(text) <= SHORT else f"{text[: SHORT - 1]}…" for _at, text in first),
        )
    ]
