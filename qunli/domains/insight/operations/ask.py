"""Ask for the picture to be drawn anew, soon and in the background."""

from __future__ import annotations

from qunli.core import work
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.insight import policy, queries
from qunli.domains.insight.models import Picture

TASK = "insight.draw"


@operation
def ask_for_picture(*, actor: Actor) -> None:
    """Once asked, further asking changes nothing until the work has begun."""
    policy.may_see(actor).or_refuse()
    community = queries.lock(actor)
    if Picture.objects.filter(community_id=community, asked=False).update(asked=True, stopped_at=None):
        work.enqueue(TASK, {}, community=community)
