"""Packets as pages, cards, chats and the API show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from django.db.models import Q, QuerySet
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.members import facade as members
from qunli.domains.red_packets import audience, decisions, policy
from qunli.domains.red_packets.models import Packet, Share
from qunli.domains.red_packets.shapes import PacketView, ShareView
from qunli.kit.money import Money

PAGE = 20
LINES = 200
"""Shares that a page lists of one packet."""
Which = Literal["", "given", "received"]


def packet(actor: Actor, packet: int, lines: int = LINES) -> PacketView:
    """One with its shares, the latest first; `lines` of them at most. Raises `Forbidden` and `NotFound`."""
    policy.may_see(actor).or_refuse()
    with tenancy.within(actor.here):
        row = _shown_to(actor, Packet.objects.filter(id=packet)).first()
        if row is None:
            raise NotFound
        return _views(actor, [row], lines)[0]


def packets(actor: Actor, which: Which = "", *, limit: int = PAGE, offset: int = 0) -> tuple[list[PacketView], int]:
    """Newest first, and how many: all, those that a member gave, or those of which they got something. Raises
    `Forbidden`."""
    policy.may_see(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = _shown_to(actor, Packet.objects.all())
        if which == "given":
            rows = rows.filter(person_id=actor.id or 0)
        elif which == "received":
            rows = rows.filter(id__in=Share.objects.filter(person_id=actor.id or 0).values("packet_id"))
        return _views(actor, list(rows.order_by("-id")[offset : offset + limit]), 0), rows.count()


def received(actor: Actor) -> list[Money]:
    """What a member got out of packets so far, by currency."""
    with tenancy.within(actor.here):
        sums: dict[str, int] = {}
        rows = Share.objects.filter(person_id=actor.person)
        for currency, minor in rows.values_list("packet__currency", "minor"):
            sums[currency] = sums.get(currency, 0) + minor
    return [Money(minor, currency) for currency, minor in sorted(sums.items())]


def _shown_to(actor: Actor, rows: QuerySet[Packet]) -> QuerySet[Packet]:
    """Members see what was let through into a group, and their own."""
    if actor.kind != "member":
        return rows
    return rows.filter(Q(stands=True) | Q(person_id=actor.id or 0))


def _views(actor: Actor, rows: Sequence[Packet], lines: int) -> list[PacketView]:
    me = actor.id if actor.kind == "member" else None
    own = Share.objects.filter(packet__in=rows, person_id=me) if me is not None else Share.objects.none()
    mine = dict(own.values_list("packet_id", "minor"))
    taken = {row.id: _lines(row, lines) for row in rows} if lines else {}
    people = {row.person_id for row in rows if row.person_id is not None}
    names = members.names_of(people | {one.person for them in taken.values() for one in them})
    groups = chat.group_names({row.group_id for row in rows})
    return [_view(row, me, mine.get(row.id), taken.get(row.id, []), names, groups) for row in rows]


def _lines(row: Packet, most: int) -> list[ShareView]:
    rows = list(Share.objects.filter(packet=row).order_by("place").values_list("person_id", "minor", "at"))
    over = row.shares_left == 0 or row.closed_at is not None
    best = decisions.luckiest([one[:2] for one in rows]) if over and row.split == decisions.RANDOM else None
    return [
        ShareView(person, "", Money(minor, row.currency), at, person == best) for person, minor, at in rows[::-1][:most]
    ]


def _view(
    row: Packet,
    me: int | None,
    mine: int | None,
    lines: Sequence[ShareView],
    names: dict[int, str],
    groups: dict[int, str],
) -> PacketView:
    state = _state(row)
    may = me is not None and mine is None and state == "open" and me in audience.meant(row, [me])
    return PacketView(
        id=row.id,
        group=row.group_id,
        group_name=groups.get(row.group_id, ""),
        person=row.person_id,
        name=names.get(row.person_id or 0, ""),
        message=row.message,
        amount=row.amount,
        left=Money(row.left, row.currency),
        back=Money(row.back, row.currency),
        shares=row.shares,
        taken=row.shares - row.shares_left,
        split=row.split,
        for_whom=audience.described(row),
        made_at=row.made_at,
        closes_at=row.closed_at or row.closes_at,
        state=state,
        stands=row.stands,
        mine=None if mine is None else Money(mine, row.currency),
        may_open=may,
        lines=tuple(ShareView(one.person, names.get(one.person, ""), one.amount, one.at, one.best) for one in lines),
    )


def _state(row: Packet) -> str:
    if row.shares_left == 0:
        return "empty"
    return "over" if row.closed_at is not None or row.closes_at <= timezone.now() else "open"
