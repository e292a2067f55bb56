"""Reads of portraits: who is here, one page at a time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

from django.db.models import F, OrderBy, Q, QuerySet

from qunli.core.actor import Actor
from qunli.domains.insight.models import Picture, Portrait
from qunli.domains.insight.queries import seeing
from qunli.reports.findings import Reason


@dataclass(frozen=True)
class PortraitView:
    """What is known of one person; scores between 0 and 1, moments in s UTC, reasons as `reports.findings.Reason`."""

    person: int
    name: str
    is_bot: bool
    first_ts: int | None
    last_ts: int | None
    messages: int
    messages_30: int
    days_30: int
    partners: int
    role: str
    role_score: float | None
    role_reasons: list[Reason]
    leaving: float | None
    leaving_reasons: list[Reason]
    rising: float | None
    rising_reasons: list[Reason]
    hours: list[float] | None


@dataclass(frozen=True)
class Wanted:
    """Which portraits, in which order. `show`: "people", "new", "rising", "leaving", "quiet", "bots" or a role.
    `ids`: only these people, whatever `show` says."""

    text: str = ""
    show: str = "people"
    order: str = "-last_ts"
    ids: tuple[int, ...] = ()
    limit: int = 50
    offset: int = 0


Show = Literal[
    "people",
    "new",
    "rising",
    "leaving",
    "quiet",
    "bots",
    "seed",
    "opinion_leader",
    "connector",
    "heavy_participant",
    "rising_voice",
]
Order = Literal["name", "-last_ts", "-first_ts", "-messages", "-messages_30", "-leaving", "-rising", "-role_score"]
ORDERS: tuple[str, ...] = get_args(Order)
NEW = 60 * 86_400
QUIET = 90 * 86_400


def portraits(actor: Actor, wanted: Wanted) -> tuple[list[PortraitView], int]:
    """One page of members, and how many there are in all."""
    with seeing(actor) as community:
        as_of = Picture.objects.filter(community_id=community).values_list("as_of", flat=True).first() or 0
        rows = _wanted(Portrait.objects.filter(community_id=community), wanted, as_of)
        order = wanted.order if wanted.order in ORDERS else "-last_ts"
        ordered = rows.order_by(_nulls_last(order), "person")[wanted.offset : wanted.offset + wanted.limit]
        return [view(row) for row in ordered], rows.count()


def portrait(actor: Actor, person: int) -> PortraitView | None:
    """One member, or null when nothing is known of them yet."""
    with seeing(actor):
        row = Portrait.objects.filter(person=person).first()
    return view(row) if row else None


def last_seen(actor: Actor, people: Collection[int]) -> dict[int, int | None]:
    """When each of these people last wrote (s, UTC)."""
    with seeing(actor):
        return dict(Portrait.objects.filter(person__in=list(people)).values_list("person", "last_ts"))


def view(row: Portrait) -> PortraitView:
    """The frozen form of a row."""
    values = {name: getattr(row, name) for name in PortraitView.__dataclass_fields__}
    for name in ("role_reasons", "leaving_reasons", "rising_reasons"):
        values[name] = [Reason(*reason) for reason in values[name]]
    return PortraitView(**values)


def _nulls_last(order: str) -> OrderBy:
    field = F(order.lstrip("-"))
    return field.desc(nulls_last=True) if order.startswith("-") else field.asc(nulls_last=True)


def _wanted(rows: QuerySet[Portrait], wanted: Wanted, as_of: int) -> QuerySet[Portrait]:
    for word in wanted.text.casefold().split():
        rows = rows.filter(search__contains=word)
    if wanted.ids:
        return rows.filter(person__in=wanted.ids)
    rows = rows.filter(is_bot=wanted.show == "bots")
    match wanted.show:
        case "new":
            return rows.filter(first_ts__gte=as_of - NEW)
        case "leaving":
            return rows.filter(leaving__isnull=False)
        case "rising":
            return rows.filter(rising__isnull=False)
        case "quiet":
            return rows.filter(Q(last_ts__lt=as_of - QUIET) | Q(last_ts=None))
        case "people" | "bots":
            return rows
        case role:
            return rows.filter(role=role)
