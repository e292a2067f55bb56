"""Policies are tried on what was said already: whom would they have hit?"""

from __future__ import annotations

import time
from typing import Any

import msgspec

from qunli.core.actor import Actor, system
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid
from qunli.core.words import _
from qunli.core.work import enqueue
from qunli.domains.chat import facade as chat
from qunli.domains.members import facade as members
from qunli.domains.moderation import loading, policy, queries
from qunli.domains.moderation.judging import Found, Judge, Said
from qunli.domains.moderation.models import Rehearsal
from qunli.domains.moderation.policies import from_values

TASK = "moderation.rehearse"
DAY_MS = 86_400_000
LONGEST_DAYS = 90
MOST = 200_000
"""Messages read at most: the newest of the time asked for are left out beyond, and the page says so."""
BATCH = 1_000
SHOWN = 50
PEOPLE = 500


@operation
def rehearse(*, actor: Actor, rules: dict[str, Any], days: int, key: str | None = None) -> int:
    """Try these policies on the last `days` days; returns the rehearsal, which the worker carries on. Nothing happens
    to anybody. Raises `Forbidden`, `Invalid`, `Conflict`."""
    policy.may_change_policies(actor).or_refuse()
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid(_("Choose between one and ninety days."), field="days")
    checked = from_values(rules)
    if Rehearsal.objects.filter(state=Rehearsal.State.RUNNING).exists():
        raise Conflict(_("A rehearsal is under way. Wait for it, or stop it."))
    now = time.time_ns() // 1_000_000
    since = now - days * DAY_MS
    row = Rehearsal.objects.create(
        community_id=actor.here,
        rules=msgspec.to_builtins(checked),
        days=days,
        cursor=since,
        end=now,
        total=min(MOST, chat.count_said(system(actor.here), since, now)),
        made_by_name=actor.name[:160],
    )
    enqueue(TASK, {"rehearsal": row.id}, key=f"{TASK}:{row.id}", community=actor.here)
    return row.id


@operation
def stop_rehearsal(*, actor: Actor, rehearsal: int, key: str | None = None) -> None:
    """What was found so far stays. Raises `Forbidden` and `NotFound`."""
    policy.may_change_policies(actor).or_refuse()
    row = queries.rehearsal(actor, rehearsal)
    Rehearsal.objects.filter(id=row.id, state=Rehearsal.State.RUNNING).update(state=Rehearsal.State.STOPPED)


@operation
def go_on(*, actor: Actor, rehearsal: int, judge: Judge, after: tuple[int, int]) -> tuple[int, int] | None:
    """Read one batch after this (moment, number); returns where the next begins, null at the end. `judge` remembers
    what came before, as it would have in the chat."""
    policy.may_keep(actor).or_refuse()
    row = Rehearsal.objects.select_for_update().filter(id=rehearsal, state=Rehearsal.State.RUNNING).first()
    if row is None:
        return None
    lines = chat.said_after(actor, after, row.end, BATCH)
    authors = members.called({line.identity for line in lines})
    standings = members.standings(actor.here, {one.person for one in authors.values()})
    for line in lines:
        author = authors[line.identity]
        said = Said(line.group, author.person, line.at, line.text, standings.get(author.person), line.card)
        _note(row, judge.judge(said), line, author)
    row.read += len(lines)
    if lines:
        row.cursor = lines[-1].at
    ended = len(lines) < BATCH or row.read >= MOST
    row.state = Rehearsal.State.DONE if ended else row.state
    row.save()
    return None if ended else (lines[-1].at, lines[-1].seq)


def prepared(actor: Actor, rehearsal: int) -> tuple[Judge, tuple[int, int]] | None:
    """The judge of a rehearsal that is to go on, and where it begins; null when there is none. After a break it begins
    anew, because policies about how much need what came before."""
    row = Rehearsal.objects.filter(id=rehearsal, state=Rehearsal.State.RUNNING).first()
    if row is None:
        return None
    start = row.end - row.days * DAY_MS
    Rehearsal.objects.filter(id=row.id).update(read=0, hits={}, people={}, cursor=start)
    return loading.of_rules(actor.here, from_values(row.rules)), (start, 0)


def _note(row: Rehearsal, found: Found, line: chat.Line, author: members.Called) -> None:
    hits = ((found.hit,) if found.hit else ()) + found.others + found.dry
    for hit in hits:
        entry = row.hits.setdefault(hit.line.id, {"count": 0, "some": []})
        entry["count"] += 1
        if len(entry["some"]) < SHOWN:
            entry["some"].append([line.group, line.seq, author.person, hit.measure, list(hit.shown)])
    if found.hit:
        name = str(author.person)
        if name in row.people or len(row.people) < PEOPLE:
            row.people[name] = row.people.get(name, 0) + 1
