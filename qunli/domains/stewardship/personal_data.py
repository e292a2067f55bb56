"""What posts, applications and motions say of one person."""

from __future__ import annotations

from typing import Any

from qunli.core import tenancy
from qunli.domains.stewardship.models import Application, Honour, Mark, Motion, Second, Term


def exported(community: int, person: int) -> dict[str, Any]:
    """As plain values for JSON. That they voted is known, for what is not, so it cannot be in here."""
    with tenancy.within(community):
        terms = Term.objects.filter(person_id=person).select_related("post").order_by("id")
        applications = Application.objects.filter(person_id=person).select_related("call__post").order_by("id")
        honours = Honour.objects.filter(person_id=person).order_by("id")
        motions = Motion.objects.filter(person_id=person).order_by("id")
        return {
            "posts_held": [
                {"post": one.post.title, "from": one.began_at.isoformat(), "until": one.until.isoformat()}
                for one in terms
            ],
            "applications": [
                {"post": one.call.post.title, "statement": one.statement, "state": one.state} for one in applications
            ],
            "honours": [{"title": one.title, "why": one.why} for one in honours],
            "motions": [{"why": one.why, "en": one.en, "zh": one.zh, "state": one.state} for one in motions],
            "motions_seconded": list(Second.objects.filter(person_id=person).values_list("motion_id", flat=True)),
            "votes_taken_part_in": list(Mark.objects.filter(person_id=person).values_list("ballot_id", flat=True)),
        }
