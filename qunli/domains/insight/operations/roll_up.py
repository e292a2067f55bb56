"""Bring the rollups up to date with the messages: work in proportion to what is new, the same whatever the order.

Counting takes seconds and writing a fraction of one, so only writing holds the lock: on SQLite everybody else's writes
wait for it. What was counted while the rollups changed underneath is thrown away and counted again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl
from django.db.models import F, Model

from qunli.analysis import engine
from qunli.core import bulk
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.chat import facade as chat
from qunli.domains.insight import columns, decisions, policy, queries
from qunli.domains.insight.models import MemberDay, Picture, StaleDay, TieDay


class Rolled(NamedTuple):
    """What one step did: how many group-days it took up, and how many messages it read for them."""

    cells: int
    messages: int


@dataclass(frozen=True)
class Group:
    """The new rows of some days of one group; `messages` were read for them."""

    id: int
    days: list[int]
    member_days: pl.DataFrame
    ties: pl.DataFrame
    messages: int


@dataclass(frozen=True)
class Counted:
    """New rows, what they were made for, and the state of the rollups in which they were made."""

    rolled: int
    touched: list[chat.TouchedDayView]
    stale: list[int]
    groups: list[Group]


def roll_up(*, actor: Actor, cells: int = decisions.CELLS) -> Rolled:
    """Make the oldest touched group-days anew, `cells` at most; none taken up means that all is current.

    A day's rows are replaced, never added to, so doing it again changes nothing. They depend on the day before, so the
    day after a touched one is made anew as well.
    """
    policy.may_keep(actor).or_refuse()
    counted = _count(actor, cells)
    while counted.groups and not replace_days(actor=actor, counted=counted):
        counted = _count(actor, cells)
    return Rolled(len(counted.touched) + len(counted.stale), sum(group.messages for group in counted.groups))


@operation
def replace_days(*, actor: Actor, counted: Counted) -> bool:
    """Put what was counted in the place of what was known; false, and nothing written, when the rollups or what they
    depend on changed meanwhile. Days that were touched again since they were read stay touched."""
    policy.may_keep(actor).or_refuse()
    community = queries.lock(actor)
    if not Picture.objects.filter(community_id=community, rolled=counted.rolled).update(rolled=F("rolled") + 1):
        return False
    for group in counted.groups:
        _replace(MemberDay, community, group, group.member_days, columns.MEMBER_DAY)
        _replace(TieDay, community, group, group.ties, columns.TIE_DAY)
    chat.clear_touched_days(actor=actor, days=counted.touched)
    StaleDay.objects.filter(id__in=counted.stale).delete()
    return True


def _count(actor: Actor, cells: int) -> Counted:
    with queries.seeing(actor) as community:
        rolled = Picture.objects.filter(community_id=community).values_list("rolled", flat=True).first() or 0
        touched = chat.touched_days(actor, cells)
        stale = queries.stale_days(community, cells - len(touched))
        days_of: dict[int, set[int]] = defaultdict(set)
        for group, day in [*((one.group, one.day) for one in touched), *((one.group_id, one.day) for one in stale)]:
            days_of[group].add(day)
        programs = queries.bot_identities(actor) if days_of else set()
        groups = [_count_group(actor, group, days, programs) for group, days in sorted(days_of.items())]
    return Counted(rolled, touched, [one.id for one in stale], groups)


def _count_group(actor: Actor, group: int, touched: set[int], programs: Iterable[int]) -> Group:
    days = touched | {day + 1 for day in touched}
    messages = chat.messages_of_days(actor, group, days | {day - 1 for day in days})
    wanted = pl.col("day").is_in(sorted(days))
    member_days = engine.channel_member_days(messages).filter(wanted)
    people = messages.filter(~pl.col("author").is_in(list(programs)))
    ties = engine.channel_ties(people).filter(wanted & ~pl.col("other").is_in(list(programs)))
    return Group(group, sorted(days), member_days, ties, messages.height)


def _replace(model: type[Model], community: int, group: Group, frame: pl.DataFrame, schema: Iterable[str]) -> None:
    bulk.delete_each(model, ("group_id", "day"), [(group.id, day) for day in group.days])
    rows = frame.with_columns(pl.lit(group.id).alias("channel"), pl.lit(community).alias("community_id"))
    names = ["community_id", *schema]
    stored = ["group_id" if name == "channel" else name for name in names]
    bulk.insert(model, stored, rows.select(names).iter_rows())
