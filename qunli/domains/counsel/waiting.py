"""What waits for a decision, asked of each domain when Today is: it is never stored, so it is never out of date."""

from __future__ import annotations

from collections.abc import Iterable

from qunli.core.actor import Actor
from qunli.core.matters import Matter, Source
from qunli.domains.counsel import queries

_sources: list[Source] = []


def ask_for_matters(sources: Iterable[Source]) -> None:
    """The configuration says who is asked."""
    _sources[:] = sources


def waiting(actor: Actor) -> list[Matter]:
    """What the actor can decide, the most urgent first. Raises `Forbidden`."""
    with queries.seeing(actor):
        found = [matter for source in _sources for matter in source(actor)]
    return sorted(found, key=lambda one: (one.due, one.kind))
