"""What polls, check-ins, questions and the feedback box say of one person."""

from __future__ import annotations

from typing import Any

from qunli.core import tenancy
from qunli.domains.engagement.models import Attendance, Feedback, Poll, Question, Vote


def exported(community: int, person: int) -> dict[str, Any]:
    """As plain values for JSON. What they chose in a secret poll is shown to nobody, so it is not in here."""
    with tenancy.within(community):
        votes = Vote.objects.filter(person_id=person).select_related("poll").order_by("id")
        days = Attendance.objects.filter(person_id=person).select_related("check_in").order_by("id")
        return {
            "polls_asked": list(Poll.objects.filter(person_id=person).order_by("id").values("question", "choices")),
            "votes": [
                {
                    "question": one.poll.question,
                    "chosen": None if one.poll.secret else [one.poll.choices[place] for place in one.choices],
                }
                for one in votes
            ],
            "check_ins": [{"for": one.check_in.title, "day": one.day.isoformat(), "note": one.note} for one in days],
            "questions": list(Question.objects.filter(person_id=person).order_by("id").values_list("text", flat=True)),
            "answers_accepted": list(
                Question.objects.filter(accepted_person_id=person).values_list("accepted_text", flat=True)
            ),
            "feedback": list(
                Feedback.objects.filter(person_id=person).order_by("id").values("text", "anonymous", "state", "answer")
            ),
        }
