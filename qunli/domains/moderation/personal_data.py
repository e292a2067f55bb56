"""What moderation keeps of a person."""

from __future__ import annotations

from typing import Any

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.moderation.models import Appeal, Case, Points, Report, Sanction


def export_person(actor: Actor, person: int) -> dict[str, Any]:
    """Cases, points, sanctions, appeals, and reports they made, as plain values; for the export that counsel gives."""
    with tenancy.within(actor.here):
        cases = (
            Case.objects.filter(person_id=person)
            .order_by("id")
            .values(
                "id",
                "group_id",
                "trigger",
                "measure",
                "limit",
                "evidence",
                "effect",
                "dry",
                "text",
                "state",
                "made_at",
                "reason",
            )
        )
        return {
            "cases": list(cases),
            "points": list(
                Points.objects.filter(person_id=person).values("case_id", "points", "half_life", "at", "taken_back_at")
            ),
            "sanctions": list(
                Sanction.objects.filter(person_id=person).values("case_id", "kind", "until", "state", "made_at")
            ),
            "appeals": list(
                Appeal.objects.filter(person_id=person).values("case_id", "words", "state", "answer", "made_at")
            ),
            "reports": list(Report.objects.filter(reporter_id=person).values("case_id", "reason", "made_at")),
        }
