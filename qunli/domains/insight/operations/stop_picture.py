"""Somebody stops the drawing of a newer picture. The last one stands, and what was counted stays counted."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from qunli.core import work
from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict
from qunli.core.words import _
from qunli.domains.insight import policy, queries
from qunli.domains.insight.events import PictureStopped
from qunli.domains.insight.models import Picture
from qunli.domains.insight.operations.ask import TASK


@operation
def stop_picture(*, actor: Actor) -> None:
    """Whoever draws learns of it at the next step and can no longer publish. Raises `Conflict` when nobody draws."""
    policy.may_stop(actor).or_refuse()
    community = queries.lock(actor)
    if not work.withdraw(TASK, community):
        raise Conflict(_("No picture is being drawn."))
    Picture.objects.filter(community_id=community).update(
        asked=False, begun_at=None, stopped_at=timezone.now(), turn=F("turn") + 1
    )
    tell(PictureStopped(community=community))
