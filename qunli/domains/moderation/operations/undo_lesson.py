"""What a decision taught the classifier is taken back, or taught after all."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.domains.moderation import loading, policy
from qunli.domains.moderation.events import LessonUndone
from qunli.domains.moderation.models import Lesson


@operation
def undo_lesson(*, actor: Actor, lesson: int, undo: bool = True, key: str | None = None) -> None:
    """The decision itself stands. Raises `Forbidden` and `NotFound`."""
    policy.may_change_policies(actor).or_refuse()
    row = Lesson.objects.select_for_update().filter(id=lesson).first()
    if row is None:
        raise NotFound
    row.undone_at = timezone.now() if undo else None
    row.save(update_fields=["undone_at"])
    loading.renew(actor.here)
    tell(LessonUndone(community=actor.here, lesson=row.id))
