"""Ask for the picture to be drawn anew, soon and in the background."""

from __future__ import annotations

from django.utils import timezone

from qunli.core import work
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.insight import policy, queries
from qunli.domains.insight.models import Picture


@operation
def ask_for_picture(*, actor: Actor) -> None:
    """Once asked, further asking changes nothing until the work has begun."""
    policy.may_see(actor).or_refuse()
    community = queries.lock(actor)
    if Picture.objects.filter(community_id=community, asked=False).update(asked=True):
        work.enqueue("insight.draw", {}, community=community)


@operation
def begin_picture(*, actor: Actor) -> None:
    """The work has begun: what is asked from now on needs another round."""
    policy.may_keep(actor).or_refuse()
    Picture.objects.filter(community_id=queries.lock(actor)).update(asked=False, begun_at=timezone.now())


@operation
def end_picture(*, actor: Actor) -> None:
    """The work has ended, with a new picture or with nothing to draw."""
    policy.may_keep(actor).or_refuse()
    Picture.objects.filter(community_id=queries.lock(actor)).update(begun_at=None)
