"""Say which products to listen for."""

from __future__ import annotations

from collections.abc import Sequence

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.insight import decisions, policy, queries
from qunli.domains.insight.events import NamesWatched
from qunli.domains.insight.models import WatchedName
from qunli.domains.insight.operations.ask import ask_for_picture


@operation
def watch_names(*, actor: Actor, names: Sequence[str]) -> None:
    """Replaces the list; a new picture is asked for. Raises `Forbidden`, `Invalid`."""
    policy.may_settle_remarks(actor).or_refuse()
    kept = decisions.names_asked(names)
    community = queries.lock(actor)
    WatchedName.objects.all().delete()
    WatchedName.objects.bulk_create([WatchedName(community_id=community, name=name) for name in kept])
    ask_for_picture(actor=actor)
    tell(NamesWatched(community=community, names=len(kept)))
