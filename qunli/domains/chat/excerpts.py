"""Messages a few at a time, with their text, for pages that show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.refusals import Sentence
from qunli.domains.chat.models import Group, HistoryImport, Message, Movement
from qunli.domains.chat.queries import seeing

DAY_MS = 86_400_000


@dataclass(frozen=True)
class MessageView:
    """One message: `ts` in s UTC, `author` an identity, `group` by name."""

    id: int
    ts: int
    author: int
    group: str
    topic: str | None
    text: str


@dataclass(frozen=True)
class MovementView:
    """Somebody came or went: `ts` in s UTC, `group` by name, `kind_words` for a person."""

    ts: int
    group: str
    kind: str
    kind_words: Sentence


def any_history(actor: Actor) -> bool:
    """Whether somebody has begun to bring a history here that was not refused."""
    with seeing(actor):
        return HistoryImport.objects.exclude(state=HistoryImport.State.REFUSED).exists()


def messages_by_id(actor: Actor, ids: Collection[int]) -> dict[int, MessageView]:
    """Those of `ids` that exist here."""
    with seeing(actor):
        return {one.id: one for one in _views(Message.objects.filter(id__in=list(ids)))}


def latest_of(actor: Actor, identities: Collection[int], limit: int) -> list[MessageView]:
    """What these identities said last, latest first. Each identity is looked up by itself, which its index serves."""
    with seeing(actor):
        found = [
            one
            for identity in identities
            for one in _views(Message.objects.filter(author_id=identity).order_by("-at")[:limit])
        ]
    return sorted(found, key=lambda one: -one.ts)[:limit]


@dataclass(frozen=True)
class Written:
    """How much somebody wrote, on how many days (UTC), and how many others they spoke to."""

    messages: int
    days: int
    spoken_to: int


def written_by(community: int, identities: Collection[int], since: datetime) -> Written:
    """Since a moment, in all groups; what was deleted does not count."""
    own = list(identities)
    with tenancy.within(community):
        rows = Message.objects.filter(author_id__in=own, at__gte=int(since.timestamp() * 1000), deleted_at=None)
        found = rows.annotate(day=F("at") / DAY_MS).aggregate(
            messages=Count("id"), days=Count("day", distinct=True), to=Count("to", distinct=True, filter=~Q(to__in=own))
        )
    return Written(found["messages"], found["days"], found["to"])


def movements_of(actor: Actor, identities: Collection[int], limit: int = 20) -> list[MovementView]:
    """When these identities came and went, latest first."""
    with seeing(actor):
        rows = Movement.objects.filter(identity_id__in=list(identities)).order_by("-at")[:limit]
        names = _group_names(row.group_id for row in rows)
        return [MovementView(row.at // 1000, names[row.group_id], row.kind, row.get_kind_display()) for row in rows]


def _views(rows: Iterable[Message]) -> list[MessageView]:
    kept = list(rows)
    names = _group_names(row.group_id for row in kept)
    return [
        MessageView(row.id, row.at // 1000, row.author_id, names[row.group_id], row.topic, row.text) for row in kept
    ]


def _group_names(ids: Iterable[int]) -> dict[int, str]:
    return dict(Group.objects.filter(id__in=set(ids)).values_list("id", "name"))
