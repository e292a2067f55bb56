"""What each rule caught, what was overturned, what it did to activity, and an amendment that follows from that."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from django.db.models import Count, Q

from qunli.core.actor import Actor
from qunli.domains.moderation import effects, loading, policy
from qunli.domains.moderation.models import ActivityDay, Case, PolicyVersion
from qunli.domains.moderation.policies import CHANCES, Line, Rules

REVIEWED = 10
"""Decisions below which nothing is proposed."""
TOO_MANY = 0.3
SURE = 0.02


@dataclass(frozen=True)
class RuleRecord:
    """`caught`: cases; `reviewed`: those a person decided about, of which `overturned` were released. `since` is the
    version that first had the line, `messages` and `people` its effect on activity."""

    line: Line
    caught: int
    dry: int
    reviewed: int
    overturned: int
    messages: effects.Change | None
    people: effects.Change | None
    amendment: Line | None


def records(actor: Actor) -> list[RuleRecord]:
    """One for each policy in force. Raises `Forbidden`."""
    policy.may_see(actor).or_refuse()
    _number, rules = loading.newest(actor.here)
    counts = _counts()
    days = {row.day: row for row in ActivityDay.objects.all()}
    since = _since(rules)
    changed = sorted({day for day in since.values() if day is not None})
    messages = {day: row.messages for day, row in days.items()}
    people = {day: row.people for day, row in days.items()}
    found = []
    for line in rules.lines:
        caught, dry, reviewed, overturned = counts.get(line.id, (0, 0, 0, 0))
        day = since.get(line.id)
        found.append(
            RuleRecord(
                line,
                caught,
                dry,
                reviewed,
                overturned,
                effects.effect(messages, day, changed) if day is not None else None,
                effects.effect(people, day, changed) if day is not None else None,
                _amendment(line, reviewed, overturned),
            )
        )
    return found


def _counts() -> dict[str, tuple[int, int, int, int]]:
    rows = (
        Case.objects.order_by()
        .values("line")
        .annotate(
            caught=Count("id", filter=Q(dry=False)),
            tried=Count("id", filter=Q(dry=True)),
            reviewed=Count("id", filter=Q(decided_at__isnull=False) | Q(overturned_at__isnull=False)),
            overturned=Count("id", filter=Q(state="released")),
        )
    )
    return {row["line"]: (row["caught"], row["tried"], row["reviewed"], row["overturned"]) for row in rows}


def _since(rules: Rules) -> dict[str, int | None]:
    """The UTC day on which a line came into force as it stands."""
    wanted = {line.id: msgspec.to_builtins(line) for line in rules.lines}
    found: dict[str, int | None] = dict.fromkeys(wanted)
    for row in PolicyVersion.objects.order_by("-number")[:100]:
        stood = {line["id"]: line for line in row.rules["lines"]}
        for name in list(wanted):
            if stood.get(name) != wanted[name]:
                wanted.pop(name)
            else:
                found[name] = int(row.made_at.timestamp()) // 86_400
    return found


def _amendment(line: Line, reviewed: int, overturned: int) -> Line | None:
    """Overturned too often: a higher limit. On trial, and hardly ever wrong: none, that is for a person to see."""
    if reviewed < REVIEWED or overturned / reviewed < TOO_MANY or line.mode != "on":
        return None
    other = msgspec.structs.replace(line)
    if line.trigger in CHANCES:
        other.limit = round(line.limit + (1 - line.limit) / 2, 4)
        return other if other.limit < 1 - SURE / 10 else None
    other.limit = line.limit + max(1.0, round(line.limit / 2))
    return other
