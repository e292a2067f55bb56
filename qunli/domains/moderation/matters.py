"""Cases and appeals that wait for somebody."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from qunli.core.actor import Actor
from qunli.core.matters import Matter
from qunli.domains.moderation import policy
from qunli.domains.moderation.models import Appeal, Case
from qunli.domains.moderation.queries import COUNTED
from qunli.domains.moderation.wording import TRIGGERS

PATIENCE = timedelta(days=1)
"""How long whoever wrote a held message should wait at most."""


def matters(actor: Actor) -> list[Matter]:
    """For those who moderate."""
    return [*_cases(), *_appeals()] if policy.may_moderate(actor) else []


def _cases() -> list[Matter]:
    rows = Case.objects.filter(state=Case.State.WAITING, dry=False).order_by("id")
    found = list(rows.values_list("trigger", "made_at")[:COUNTED])
    if not found:
        return []
    kinds = Counter(trigger for trigger, _at in found).most_common(3)
    return [
        Matter(
            kind="cases",
            count=len(found),
            words=ngettext_lazy(
                "%(count)d message waits for a moderator", "%(count)d messages wait for a moderator", "count"
            ),
            why=_("Whoever wrote a held message sees that it waits. Each decision teaches the classifier."),
            since=found[0][1],
            due=found[0][1] + PATIENCE,
            deed=_("Decide about them"),
            page="moderation",
            about=tuple(TRIGGERS.get(trigger, trigger) for trigger, _count in kinds),
        )
    ]


def _appeals() -> list[Matter]:
    rows = Appeal.objects.filter(state=Appeal.State.OPEN).order_by("due_at")
    found = list(rows.values_list("due_at", "made_at")[:COUNTED])
    if not found:
        return []
    return [
        Matter(
            kind="appeals",
            count=len(found),
            words=ngettext_lazy(
                "%(count)d appeal waits for a second reader", "%(count)d appeals wait for a second reader", "count"
            ),
            why=_("Somebody who did not decide the case answers it, within the time that was promised."),
            since=min(made_at for _due, made_at in found),
            due=found[0][0],
            deed=_("Read the appeals"),
            page="moderation_appeals",
            promised=True,
        )
    ]
