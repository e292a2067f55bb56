"""What taking an import back takes out, piece by piece: each function does one piece within the caller's transaction
and says how much it was."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Exists, Max, OuterRef, Q

from qunli.core import bulk as core_bulk
from qunli.core.actor import Actor
from qunli.core.turns import take_turns
from qunli.domains.chat import bulk, decisions, origins
from qunli.domains.chat.models import Group, Message, Movement, Origin, TouchedDay
from qunli.domains.members import facade as members

Table = type[Message] | type[Movement]
RUNS = 500
"""Runs of ids looked at in one piece."""


@dataclass
class Gone:
    """Rows that went, the groups they were of, and whether runs are left to look at."""

    rows: int = 0
    groups: set[int] = field(default_factory=set)
    more: bool = False


def take_out(community: int, history_import: int, table: Table, kind: str, most: int) -> Gone:
    """Messages or movements that came from this import only; their days are counted anew."""
    gone = Gone()
    touched: set[tuple[int, int]] = set()
    for run in origins.of_import(history_import, kind)[:RUNS]:
        gone.more = True
        group = run.group_id or 0
        for first, last in origins.only_here(run):
            rows = bulk.run_of(table, group, first, last, most - gone.rows)
            core_bulk.delete_keys(table, [row for row, _at in rows])
            gone.rows += len(rows)
            if rows and table is Message:
                gone.groups.add(group)
                touched.update((group, decisions.day_of(at)) for _row, at in rows)
            if gone.rows >= most:
                _keep_the_rest(run, rows[-1][0])
                break
        else:
            run.delete()
            continue
        break
    bulk.touch_days(community, touched)
    return gone


def _keep_the_rest(run: Origin, done: int) -> None:
    if done >= run.last:
        run.delete()
        return
    run.first = done + 1
    run.save(update_fields=["first"])


def silence(community: int, group: int, after: tuple[int, int], most: int) -> tuple[int, int] | None:
    """Messages that answered one that has gone speak to whom they mention first, or to nobody, as if it had never been
    there. Goes on after the message at (time, id); returns the last one looked at, null at the end of the group."""
    at, row = after
    answers = Message.objects.filter(group_id=group, at__gte=at, reply_to__isnull=False, to__isnull=False)
    ahead = answers.filter(Q(at__gt=at) | Q(id__gt=row)).order_by("at", "id")
    found = list(ahead.values_list("id", "at", "reply_to", "mentions", "to_id")[:most])
    known = bulk.authors(group, {one[2] or "" for one in found})
    alone = [
        (mentions[0] if mentions else None, one, at, to)
        for one, at, reply_to, mentions, to in found
        if (reply_to or "") not in known
    ]
    changed = [(to, one, at) for to, one, at, before in alone if to != before]
    bulk.address_messages([(to, one) for to, one, _at in changed])
    bulk.touch_days(community, {(group, decisions.day_of(at)) for _to, _one, at in changed})
    return (found[-1][1], found[-1][0]) if found else None


def drop_empty_groups(community: int, groups: Collection[int]) -> int:
    """Groups in which nothing is left, once their days were counted; returns how many went."""
    there = Group.objects.filter(id__in=list(groups))
    for table in (Message, Movement, TouchedDay):
        there = there.exclude(Exists(table.objects.filter(group_id=OuterRef("id"))))
    if not there.exists():
        return 0
    take_turns("chat.import_batch", community)  # a reader that has just found the group is about to write into it
    empty = list(there.values_list("id", flat=True))
    Origin.objects.filter(group_id__in=empty).delete()
    return core_bulk.delete_some(Group.objects.filter(id__in=empty), len(empty))


def let_people_go(actor: Actor, history_import: int, most: int) -> tuple[int, bool]:
    """Identities that came from this import only go, with people who have no other; the rest were last seen when what
    is left of them says. Returns how many people went, and whether runs are left."""
    run = origins.of_import(history_import, Origin.Kind.IDENTITY).first()
    if run is None:
        return 0, False
    last = min(run.last, run.first + most - 1)
    there = set(members.identities_between(actor, run.first, last))
    lonely = {one for first, end in origins.only_here(run) for one in there if first <= one <= end}
    lonely -= set(Message.objects.filter(author_id__in=lonely).values_list("author_id", flat=True))
    people = members.take_out(actor=actor, identities=sorted(lonely))
    members.see_last(actor=actor, seen={one: _last_deed(one) for one in sorted(there - lonely)})
    _keep_the_rest(run, last)
    return people, True


def _last_deed(identity: int) -> int | None:
    deeds = (Message.objects.filter(author_id=identity), Movement.objects.filter(identity_id=identity))
    return max((at for rows in deeds if (at := rows.aggregate(at=Max("at"))["at"]) is not None), default=None)
