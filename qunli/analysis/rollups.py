"""From messages to member-days and ties: the one step that grows with history, so the one written in Ibis.

The same expressions run on DuckDB in this process and on a distributed engine when history outgrows a machine. Each
takes a table of messages (ts in s UTC, channel, topic or null, author, to or null, length, question, and, where several
messages share a second, `position`: any number that grows with their order) and gives a table that grows with people
and days, not with messages.

Nothing here looks at a later message, nor further back than `CONTEXT` seconds. So cutting a history never changes what
came before, and the rows of one (channel, day) follow exactly from the messages of that channel, that day and the day
before it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import add

import ibis
import ibis.expr.types as ir

from qunli.analysis import answering

DAY = 86_400
CONTEXT = DAY
SAME_CHANNEL_WINDOW = 600
"""Seconds after which the next speaker in a channel without topics no longer counts as an answer."""
SAME_TOPIC_WINDOW = DAY
INSTANT = 3
"""Seconds within which hardly any person reads, thinks and types."""
PROMPT = 60
"""Seconds that mean "at once" where clocks only show minutes."""
AGAIN = DAY // 2
"""Seconds within which saying something of the same length again is monotonous; a daily greeting is not."""

SUMMED = ("messages", "length", "questions", "addressed", "instant", "squares", "turns", "prompt", "repeats", "called")
TIE_SUMS = ("named", "next", "weight")


def channel_member_days(messages: ir.Table) -> ir.Table:
    """One row a channel, author and UTC day:

    channel, author, day (days since 1970), messages, length (sum of characters), questions, addressed (messages with a
    named addressee), instant (messages within `INSTANT` seconds of somebody else's, where the clock shows seconds),
    squares (sum of squared lengths), turns (messages that did not follow an own message), prompt (turns within `PROMPT`
    seconds of somebody else's message), repeats (messages exactly as long as the own one before, within
    `AGAIN` seconds), called (messages of
    others that named them there that day), hours (bit h is set when they wrote in UTC hour h), first_ts, last_ts.
    """
    seen = _with_neighbours(messages)
    days = seen.group_by(["channel", "author", "day"]).aggregate(
        messages=seen.count().cast("int64"),
        length=_total(seen.length),
        questions=_count(seen.question),
        addressed=_count(seen.to.notnull()),
        instant=_count(seen.other & (seen.gap <= INSTANT) & (seen.ts % 60 != 0)),
        squares=_total(seen.length.cast("int64") * seen.length.cast("int64")),
        turns=_count(~seen.own),
        prompt=_count(seen.other & (seen.gap <= PROMPT)),
        repeats=_count(seen.repeat),
        hours=_bits(lambda hour: seen.hour == hour),
        first_ts=seen.ts.min(),
        last_ts=seen.ts.max(),
    )
    calls = _calls(messages)
    joined = days.left_join(
        calls, [days.channel == calls.called_channel, days.author == calls.called_author, days.day == calls.called_day]
    )
    return joined.select(
        *(joined[name] for name in days.columns if name not in ("hours", "first_ts", "last_ts")),
        called=joined.calls.fill_null(0).cast("int64"),
        hours=joined.hours,
        first_ts=joined.first_ts,
        last_ts=joined.last_ts,
    )


def member_days(messages: ir.Table) -> ir.Table:
    """`channel_member_days` over all channels: the same columns without channel, and channels (how many)."""
    days = channel_member_days(messages)
    return days.group_by(["author", "day"]).aggregate(
        **{name: days[name].sum().cast("int64") for name in SUMMED},
        channels=days.count().cast("int64"),
        hours=_bits(lambda hour: (days.hours // (1 << hour)) % 2 == 1),
        first_ts=days.first_ts.min(),
        last_ts=days.last_ts.max(),
    )


def channel_ties(messages: ir.Table) -> ir.Table:
    """One row a channel, UTC day and ordered pair: author spoke to other.

    `named` counts messages addressed to them, `next` counts messages that came next after theirs in the same topic or,
    where there are no topics, soon after in the same channel. `weight` is the expected number of answers: 1 for a named
    one; the turn of an author that names nobody is shared among those who spoke last, by the odds in `answering`. Pass
    messages of people only: a bot between two people hides that one answered the other.
    """
    named = messages.filter(messages.to.notnull() & (messages.to != messages.author))
    parts = [
        named.select(
            "channel",
            "author",
            other=named.to,
            day=_day(named),
            named=ibis.literal(1, "int64"),
            next=ibis.literal(0, "int64"),
            thousandths=ibis.literal(1000, "int64"),
        )
    ]
    turns = answering.turns(messages)
    parts += [
        answering.share(turns, back, _day(turns), SAME_CHANNEL_WINDOW, SAME_TOPIC_WINDOW)
        for back in range(1, answering.BACK + 1)
    ]
    both = ibis.union(*parts)
    return both.group_by(["channel", "author", "other", "day"]).aggregate(
        named=both.named.sum().cast("int64"),
        next=both.next.sum().cast("int64"),
        weight=both.thousandths.sum().cast("float64") / 1000.0,
    )


def ties(messages: ir.Table) -> ir.Table:
    """`channel_ties` over all channels: author, other, day, named, next, weight."""
    pairs = channel_ties(messages)
    return pairs.group_by(["author", "other", "day"]).aggregate(
        named=pairs.named.sum().cast("int64"), next=pairs.next.sum().cast("int64"), weight=pairs.weight.sum()
    )


def _with_neighbours(messages: ir.Table) -> ir.Table:
    order = answering.order(messages)
    channel = ibis.window(group_by=messages.channel, order_by=order)
    self = ibis.window(group_by=[messages.channel, messages.author], order_by=order)
    seen = messages.mutate(
        day=_day(messages),
        hour=((messages.ts % DAY) // 3600).cast("int32"),
        gap=messages.ts - messages.ts.lag(1).over(channel),
        previous=messages.author.lag(1).over(channel),
        pause=messages.ts - messages.ts.lag(1).over(self),
        previous_length=messages.length.lag(1).over(self),
    )
    near = seen.gap <= CONTEXT
    return seen.mutate(
        own=((seen.previous == seen.author) & near).fill_null(False),
        other=((seen.previous != seen.author) & near).fill_null(False),
        repeat=((seen.previous_length == seen.length) & (seen.pause <= AGAIN)).fill_null(False),
    )


def _calls(messages: ir.Table) -> ir.Table:
    named = messages.filter(messages.to.notnull() & (messages.to != messages.author))
    named = named.select(called_channel=named.channel, called_author=named.to, called_day=_day(named))
    return named.group_by(["called_channel", "called_author", "called_day"]).aggregate(calls=named.count())


def _bits(in_hour: Callable[[int], ir.Value]) -> ir.Value:
    """Bit h is set when any row is in hour h. Written as sums because not every engine has an aggregate for bits."""
    bits = [in_hour(hour).cast("int32").max() * (1 << hour) for hour in range(24)]
    return reduce(add, bits).cast("int32")


def _day(table: ir.Table) -> ir.Value:
    return (table.ts // DAY).cast("int32")


def _count(condition: ir.Value) -> ir.Value:
    return condition.fill_null(False).cast("int64").sum().cast("int64")


def _total(column: ir.Value) -> ir.Value:
    return column.cast("int64").sum().cast("int64")
