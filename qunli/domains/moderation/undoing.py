"""What followed from a case is taken back."""

from __future__ import annotations

from django.utils import timezone

from qunli.domains.moderation.models import Case, Points, Sanction
from qunli.domains.moderation.operations.carry_out import take_back


def undo_consequences(case: Case) -> None:
    """Its points count no longer and its sanctions are lifted; the deleted message is restored with its sanction."""
    Points.objects.filter(case=case, taken_back_at=None).update(taken_back_at=timezone.now())
    for row in Sanction.objects.select_for_update(of=("self",)).select_related("case").filter(case=case).order_by("id"):
        take_back(row)
