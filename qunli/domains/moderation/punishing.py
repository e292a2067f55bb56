"""What follows from a case: points, the step of the ladder they reach, and sanctions to be carried out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from qunli.core.events import tell
from qunli.core.work import enqueue
from qunli.domains.moderation import decisions, loading
from qunli.domains.moderation.decisions import Counted, Rung
from qunli.domains.moderation.events import SanctionDue
from qunli.domains.moderation.models import Case, Points, Sanction
from qunli.domains.moderation.policies import Line, Rules

TASK = "moderation.carry_out"
NEEDED = ("warn", "mute", "remove", "ban")


def punish(case: Case, line: Line, rules: Rules, now: datetime) -> None:
    """Of a case that stands: the line's own effect, its points, and the ladder's next step."""
    if line.effect in NEEDED:
        sanction(case, line.effect, line.mute, {"line": line.id}, now, everywhere=line.everywhere)
    if line.points > 0:
        give_points(case, line.points, line.half_life, rules, now)


def give_points(case: Case, points: float, half_life: float, rules: Rules, now: datetime) -> None:
    """Once a case. The ladder's step is taken when these points reach it."""
    before = points_of(case.person_id, now)
    _row, made = Points.objects.get_or_create(
        case=case,
        defaults={
            "community_id": case.community_id, "person_id": case.person_id, "points": points, "half_life": half_life,
            "at": now,
        },
    )  # fmt: skip
    if not made:
        return
    steps = [Rung(step.points, step.kind, step.minutes) for step in rules.ladder]
    reached = decisions.rung(before, before + points, steps)
    if reached is not None:
        why = {"points": round(before + points, 2), "limit": reached.points}
        sanction(case, reached.kind, reached.minutes, why, now, everywhere=True)


def points_of(person: int, now: datetime) -> float:
    """What is left of somebody's points."""
    rows = Points.objects.filter(person_id=person, taken_back_at=None).values_list("points", "half_life", "at")
    return decisions.points_now((Counted(*row) for row in rows), now)


def sanction(
    case: Case, kind: str, minutes: int, because: dict[str, Any], now: datetime, *, everywhere: bool = False
) -> None:
    """Put in line, once a case and kind; carried out after the commit, here and by connectors."""
    until = now + timedelta(minutes=minutes) if kind == "mute" else None
    row, made = Sanction.objects.get_or_create(
        case=case,
        kind=kind,
        defaults={
            "community_id": case.community_id,
            "person_id": case.person_id,
            "group_id": None if everywhere or kind == "ban" else case.group_id,
            "minutes": minutes if kind == "mute" else 0,
            "until": until,
            "because": because,
            "made_at": now,
        },
    )
    if not made:
        return
    enqueue(TASK, {"sanction": row.id}, key=f"{TASK}:{row.id}", community=case.community_id)
    if kind == "ban":
        loading.renew(case.community_id)
    if kind != "warn":
        tell(
            SanctionDue(
                community=case.community_id,
                sanction=row.id,
                kind=kind,
                person=case.person_id,
                group=row.group_id,
                until=until.isoformat() if until else None,
                seq=case.seq if kind == "delete" else None,
            )
        )
