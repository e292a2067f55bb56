"""Somebody takes everything out that was said in a community."""

from __future__ import annotations

from collections.abc import Iterator

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.domains.chat.events import HistoryExported
from qunli.domains.chat.whole_history import whole_history


@operation
def export_history(*, actor: Actor) -> Iterator[str]:
    """Lines of CSV that are read from the database while they are sent. Raises `Forbidden`, `NotFound`."""
    lines = whole_history(actor)
    if actor.community is None:
        raise NotFound
    tell(HistoryExported(community=actor.community))
    return lines
