"""Bring the rollups up to date with the messages: work in proportion to what is new, the same whatever the order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import polars as pl

from qunli.analysis import engine
from qunli.core import bulk
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.chat import facade as chat
from qunli.domains.insight import columns, decisions, policy, queries
from qunli.domains.insight.models import MemberDay, StaleDay, TieDay


class Rolled(NamedTuple):
    """What one step did: how many group-days it took up, and how many messages it read for them."""

    cells: int
    messages: int


@operation
def roll_up(*, actor: Actor, cells: int = decisions.CELLS) -> Rolled:
    """Make the oldest touched group-days anew, `cells` at most; none taken up means that all is current.

    A day's rows are replaced, never added to, so doing it again changes nothing. They depend on the day before, so the
    day after a touched one is made anew as well.
    """
    policy.may_keep(actor).or_refuse()
    community = queries.lock(actor)
    touched = chat.touched_days(actor, cells)
    stale = queries.stale_days(community, cells - len(touched))
    days_of: dict[int, set[int]] = defaultdict(set)
    for group, day in [*((one.group, one.day) for one in touched), *((one.group_id, one.day) for one in stale)]:
        days_of[group].add(day)
    programs = queries.bot_identities(actor) if days_of else set()
    read = sum(_roll_group(actor, community, group, days, programs) for group, days in sorted(days_of.items()))
    chat.clear_touched_days(actor=actor, days=touched)
    StaleDay.objects.filter(id__in=[one.id for one in stale]).delete()
    return Rolled(len(touched) + len(stale), read)


def _roll_group(actor: Actor, community: int, group: int, touched: set[int], programs: Iterable[int]) -> int:
    days = touched | {day + 1 for day in touched}
    messages = chat.messages_of_days(actor, group, days | {day - 1 for day in days})
    wanted = pl.col("day").is_in(sorted(days))
    member_days = engine.channel_member_days(messages).filter(wanted)
    people = messages.filter(~pl.col("author").is_in(list(programs)))
    ties = engine.channel_ties(people).filter(wanted & ~pl.col("other").is_in(list(programs)))
    for model, frame, schema in ((MemberDay, member_days, columns.MEMBER_DAY), (TieDay, ties, columns.TIE_DAY)):
        bulk.delete_each(model, ("group_id", "day"), [(group, day) for day in sorted(days)])
        rows = frame.with_columns(pl.lit(group).alias("channel"), pl.lit(community).alias("community_id"))
        names = ["community_id", *schema]
        bulk.insert(model, ["community_id", *_stored(schema)], rows.select(names).iter_rows())
    return messages.height


def _stored(schema: Iterable[str]) -> list[str]:
    return ["group_id" if name == "channel" else name for name in schema]
