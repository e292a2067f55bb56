"""Polls as pages, cards, chats and the API show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.engagement import policy
from qunli.domains.engagement.models import Poll, Vote
from qunli.domains.members import facade as members

PAGE = 20


@dataclass(frozen=True)
class ChoiceView:
    """`place` from 0 on; `share` in % of those who voted; `names` of whoever chose it, where that may be shown and was
    asked for."""

    place: int
    text: str
    count: int
    share: int
    mine: bool
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class PollView:
    """A poll. `seq` is the number of its message in the group, null when that is held or deleted; `closed` by its time
    or by somebody; `voted`: whether whoever asks did; `may_close`: whether they may end it now."""

    id: int
    group: int
    group_name: str
    seq: int | None
    person: int
    name: str
    question: str
    choices: tuple[ChoiceView, ...]
    voters: int
    several: bool
    secret: bool
    made_at: datetime
    closes_at: datetime
    closed: bool
    voted: bool
    may_close: bool


def poll(actor: Actor, poll: int) -> PollView:
    """One, with the names of those who voted if it is open, not secret. Raises `Forbidden` and `NotFound`."""
    policy.may_see(actor).or_refuse()
    with tenancy.within(actor.here):
        row = Poll.objects.filter(id=poll).first()
        if row is None:
            raise NotFound
        return _views(actor, [row], named=True)[0]


def polls(
    actor: Actor, *, closed: bool, limit: int = PAGE, offset: int = 0, named: bool = False
) -> tuple[list[PollView], int]:
    """Newest first, and how many there are. Members see those that stand in their group, and their own; `named`: with
    who chose what. Raises `Forbidden`."""
    policy.may_see(actor).or_refuse()
    now = timezone.now()
    with tenancy.within(actor.here):
        over = Poll.objects.exclude(closed_at=None, closes_at__gt=now)
        rows = over if closed else Poll.objects.filter(closed_at=None, closes_at__gt=now)
        found = _views(actor, list(rows.order_by("-id")[offset : offset + limit]), named=named)
        total = rows.count()
    return [one for one in found if actor.kind != "member" or one.seq or one.person == actor.id], total


def latest_open(group: int) -> int | None:
    """The newest poll of a group that can be voted on, in the community entered."""
    rows = Poll.objects.filter(group_id=group, closed_at=None, closes_at__gt=timezone.now())
    return rows.order_by("-id").values_list("id", flat=True).first()


def _views(actor: Actor, rows: Sequence[Poll], *, named: bool = False) -> list[PollView]:
    me = actor.id if actor.kind == "member" else None
    votes = Vote.objects.filter(poll__in=rows)
    own = dict(votes.filter(person_id=me).values_list("poll_id", "choices")) if me is not None else {}
    chosen: dict[tuple[int, int], list[int]] = defaultdict(list)
    if named:
        shown = votes.filter(poll__secret=False)
        for number, person, places in shown.order_by("at").values_list("poll_id", "person_id", "choices"):
            for place in places:
                chosen[number, place].append(person)
    people = {row.person_id for row in rows} | {one for them in chosen.values() for one in them}
    names = members.names_of(people)
    groups = chat.group_names({row.group_id for row in rows})
    seqs = _seqs(rows)
    return [_view(actor, row, names, groups, seqs.get((row.group_id, row.message)), own, chosen) for row in rows]


def _seqs(rows: Sequence[Poll]) -> dict[tuple[int, str], int]:
    keys: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        keys[row.group_id].add(row.message)
    return {(group, key): seq for group, theirs in keys.items() for key, seq in chat.numbers_of(group, theirs).items()}


def _view(
    actor: Actor,
    row: Poll,
    names: dict[int, str],
    groups: dict[int, str],
    seq: int | None,
    own: dict[int, list[int]],
    chosen: dict[tuple[int, int], list[int]],
) -> PollView:
    closed = row.closed_at is not None or row.closes_at <= timezone.now()
    choices = tuple(
        ChoiceView(
            place,
            text,
            count,
            round(100 * count / row.voters) if row.voters else 0,
            place in own.get(row.id, []),
            tuple(names.get(one, "") for one in chosen.get((row.id, place), [])),
        )
        for place, (text, count) in enumerate(zip(row.choices, row.counts, strict=True))
    )
    return PollView(
        id=row.id,
        group=row.group_id,
        group_name=groups.get(row.group_id, ""),
        seq=seq,
        person=row.person_id,
        name=names.get(row.person_id, ""),
        question=row.question,
        choices=choices,
        voters=row.voters,
        several=row.several,
        secret=row.secret,
        made_at=row.made_at,
        closes_at=row.closed_at or row.closes_at,
        closed=closed,
        voted=row.id in own,
        may_close=not closed and bool(policy.may_close(actor, row.person_id)),
    )
