"""What was said in live groups within some days, for whoever judges it again or counts it: by pages, never whole."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F

from qunli.core.actor import Actor
from qunli.domains.chat import policy
from qunli.domains.chat.decisions import DAY_MS
from qunli.domains.chat.models import Group, Message


@dataclass(frozen=True)
class Line:
    """A message as it was said: author by identity, `at` ms UTC."""

    group: int
    seq: int
    at: int
    identity: int
    text: str
    card: bool


def said_after(actor: Actor, after: tuple[int, int], until: int, limit: int) -> list[Line]:
    """Messages of live groups in the order of time, after the pair (moment in ms, number), before `until`. The next
    page begins after the last one's pair. Raises `Forbidden`."""
    policy.may_see(actor).or_refuse()
    moment, seq = after
    found: list[Line] = []
    for group in _live():
        rows = Message.objects.filter(group_id=group, at__gte=moment, at__lt=until, seq__isnull=False, deleted_at=None)
        found += [
            Line(group, number or 0, at, author, text, card is not None)
            for number, at, author, text, card in rows.order_by("at", "id").values_list(
                "seq", "at", "author_id", "text", "card"
            )[: limit + 50]
            if (at, number or 0) > (moment, seq)
        ]
    return sorted(found, key=lambda line: (line.at, line.seq))[:limit]


def count_said(actor: Actor, since: int, until: int) -> int:
    """How many messages live groups have in that time (ms). Raises `Forbidden`."""
    policy.may_see(actor).or_refuse()
    rows = Message.objects.filter(group_id__in=_live(), at__gte=since, at__lt=until, seq__isnull=False)
    return rows.count()


def daily_activity(actor: Actor, first: int, last: int) -> dict[int, tuple[int, int]]:
    """Messages and people who wrote, by UTC day (since 1970) from `first` to `last`. Raises `Forbidden`."""
    policy.may_see(actor).or_refuse()
    rows = Message.objects.filter(group_id__in=_live(), at__gte=first * DAY_MS, at__lt=(last + 1) * DAY_MS)
    days = rows.annotate(day=F("at") / DAY_MS).order_by().values("day")
    counted = days.annotate(messages=Count("id"), people=Count("author_id", distinct=True))
    return {int(row["day"]): (row["messages"], row["people"]) for row in counted}


def _live() -> list[int]:
    return list(Group.objects.filter(opened_at__isnull=False).values_list("id", flat=True))
