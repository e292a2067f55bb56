"""Who answers whom where the platform does not say: the odds that a turn answers each of those who spoke last.

A turn is a message that does not follow an own one. It may answer any of the last `BACK` turns of others in its place
(topic, or channel without topics), or nobody there. The odds are products of small whole numbers, so that every engine
computes exactly the same shares. They are those of a conditional logit (McFadden 1974), a common first step of chat
disentanglement (Elsner and Charniak 2008; Kummerfeld et al. 2019), fitted on messages of IRC channels that name their
addressee; docs/research/bots-and-ties.md has the figures and the command.
"""

from __future__ import annotations

from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

BACK = 4
WINDOW = 3600
"""Seconds a turn may look back in a channel without topics."""

RANK = (13, 12, 7, 6)
"""Tenths; the turn before, the one before that, and so on."""
WAITED = ((60, 10), (180, 8), (600, 6))
"""Tenths by seconds since then, the last bound first reached; later than all bounds: `WAITED_LONG`."""
WAITED_LONG = 3
SPOKE_TO_ME, SPOKE_TO_ANOTHER, SPOKE_TO_NOBODY = 52, 5, 10
ASKED, SAID = 19, 10
SAME_AS_BEFORE, ANOTHER_THAN_BEFORE = 26, 10
"""Whether an own turn among the last `BACK` ended by naming the same person."""
NOBODY = 10**5


def order(messages: ir.Table) -> list[ir.Value]:
    """What orders messages of one place."""
    return [messages.ts, messages.position] if "position" in messages.columns else [messages.ts]


def turns(messages: ir.Table) -> ir.Table:
    """Turns with, for each of the last `BACK` turns of their place, who spoke (`who_1`, the last first) and the odds
    that it is answered (`odds_1`; 0 when it cannot be), and `gap_1`, the seconds since the last message."""
    place = [messages.channel, messages.topic]
    here = ibis.window(group_by=place, order_by=order(messages))
    seen = messages.mutate(
        last_author=messages.author.lag(1).over(here),
        last_ts=messages.ts.lag(1).over(here),
        last_to=messages.to.lag(1).over(here),
        last_question=messages.question.lag(1).over(here),
    )
    started = seen.filter(seen.last_author.notnull() & (seen.last_author != seen.author))
    there = ibis.window(group_by=[started.channel, started.topic], order_by=order(started))
    back = {
        f"{name}_{step}": started[f"last_{name}"] if step == 1 else started[f"last_{name}"].lag(step - 1).over(there)
        for step in range(1, BACK + 1)
        for name in ("author", "ts", "to", "question")
    }
    known = started.mutate(**back)
    odds = {f"odds_{step}": _odds(known, step) for step in range(1, BACK + 1)}
    return known.mutate(gap_1=known.ts - known.ts_1, **odds)


def share(turns: ir.Table, step: int, day: ir.Value, channel_window: int, topic_window: int) -> ir.Table:
    """The part of each turn that answers the turn `step` back: channel, author, other, day, named (0), next (1 for the
    last turn within the window), thousandths (of an answer)."""
    total = ibis.literal(NOBODY, "int64")
    for each in range(1, BACK + 1):
        total = total + turns[f"odds_{each}"]
    odds = turns[f"odds_{step}"]
    window = ibis.ifelse(turns.topic.isnull(), channel_window, topic_window)
    follows = (turns.gap_1 <= window).cast("int64") if step == 1 else ibis.literal(0, "int64")
    shares = turns.select(
        "channel",
        "author",
        other=turns[f"author_{step}"],
        day=day,
        named=ibis.literal(0, "int64"),
        next=follows,
        thousandths=((odds * 1000) // total).cast("int64"),
        unnamed=turns.to.isnull(),
    )
    kept = shares.filter(shares.unnamed & ((shares.thousandths > 0) | (shares.next > 0)))
    return kept.drop("unnamed")


def _odds(turns: ir.Table, step: int) -> ir.Value:
    who, to = turns[f"author_{step}"], turns[f"to_{step}"]
    since = turns.ts - turns[f"ts_{step}"]
    bounds = [(since <= bound, factor) for bound, factor in WAITED]
    waited = ibis.cases((turns.topic.notnull(), WAITED[0][1]), *bounds, else_=WAITED_LONG)
    spoke = ibis.cases((to.isnull(), SPOKE_TO_NOBODY), (to == turns.author, SPOKE_TO_ME), else_=SPOKE_TO_ANOTHER)
    asked = ibis.ifelse(turns[f"question_{step}"].fill_null(False), ASKED, SAID)
    own_before = [
        (turns[f"author_{back}"] == turns.author) & (turns[f"to_{back}"] == who) for back in range(2, BACK + 1)
    ]
    same = ibis.ifelse(reduce(or_, own_before).fill_null(False), SAME_AS_BEFORE, ANOTHER_THAN_BEFORE)
    able = (who != turns.author) & (since <= ibis.ifelse(turns.topic.isnull(), WINDOW, 24 * WINDOW))
    product = ibis.literal(RANK[step - 1], "int32") * waited.cast("int32") * spoke.cast("int32") * asked * same
    return ibis.ifelse(able.fill_null(False), product.cast("int32"), 0).cast("int32").cast("int64")
