"""From messages to member-days and ties: the one step that grows with history, so the one written in Ibis.

The same expressions run on DuckDB in this process and on a distributed engine when history outgrows a machine. Each
takes a table of messages (`MESSAGES` below) and gives a table that grows with people and days, not with messages.
Nothing here looks at a later message to describe an earlier one, so cutting a history never changes what came before.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

DAY = 86_400
SAME_CHANNEL_WINDOW = 600
"""Seconds after which the next speaker in a channel without topics no longer counts as an answer."""
SAME_TOPIC_WINDOW = 86_400
INSTANT = 3
"""Seconds within which hardly any person reads, thinks and types."""


def member_days(messages: ir.Table) -> ir.Table:
    """One row an author and UTC day: author, day (days since 1970), messages, length, questions, addressed (messages
    with a named addressee), instant (messages within `INSTANT` seconds of somebody else's), channels, hours (bit h is
    set when they wrote in UTC hour h), first_ts, last_ts."""
    before = ibis.window(group_by=messages.channel, order_by=messages.ts)
    seen = messages.mutate(
        day=(messages.ts // DAY).cast("int32"),
        hour=((messages.ts % DAY) // 3600).cast("int32"),
        gap=messages.ts - messages.ts.lag(1).over(before),
        other=messages.author != messages.author.lag(1).over(before),
    )
    hours = sum(
        ((seen.hour == h).cast("int32").max() * (1 << h) for h in range(1, 24)), (seen.hour == 0).cast("int32").max()
    )
    return seen.group_by(["author", "day"]).aggregate(
        messages=seen.count().cast("int64"),
        length=seen.length.cast("int64").sum().cast("int64"),
        questions=seen.question.cast("int64").sum().cast("int64"),
        addressed=seen.to.notnull().cast("int64").sum().cast("int64"),
        instant=(seen.other & (seen.gap <= INSTANT)).fill_null(False).cast("int64").sum().cast("int64"),
        channels=seen.channel.nunique().cast("int64"),
        hours=hours.cast("int32"),
        first_ts=seen.ts.min(),
        last_ts=seen.ts.max(),
    )


def ties(messages: ir.Table) -> ir.Table:
    """One row a UTC day and ordered pair: author spoke to other. `named` counts messages addressed to them, `next`
    counts messages that came next after theirs in the same topic or, where there are no topics, soon after in the same
    channel. Pass messages of people only: a bot between two people hides that one answered the other."""
    place = ibis.window(group_by=[messages.channel, messages.topic], order_by=messages.ts)
    seen = messages.mutate(
        day=(messages.ts // DAY).cast("int32"),
        previous=messages.author.lag(1).over(place),
        gap=messages.ts - messages.ts.lag(1).over(place),
    )
    window = ibis.ifelse(seen.topic.isnull(), SAME_CHANNEL_WINDOW, SAME_TOPIC_WINDOW)
    named = seen.filter(seen.to.notnull() & (seen.to != seen.author))
    after = seen.filter(
        seen.to.isnull() & seen.previous.notnull() & (seen.previous != seen.author) & (seen.gap <= window)
    )
    both = named.select("author", "day", other=named.to, named=ibis.literal(1), next=ibis.literal(0)).union(
        after.select("author", "day", other=after.previous, named=ibis.literal(0), next=ibis.literal(1))
    )
    return both.group_by(["author", "other", "day"]).aggregate(
        named=both.named.sum().cast("int64"), next=both.next.sum().cast("int64")
    )
