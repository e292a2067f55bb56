"""What counsel does when a new picture is published."""

from __future__ import annotations

from qunli.core.actor import system
from qunli.domains.counsel.operations.measure_outcomes import measure_outcomes
from qunli.domains.counsel.operations.refresh_proposals import refresh_proposals
from qunli.domains.insight.events import FindingsPublished


def propose(event: FindingsPublished) -> None:
    """New findings, new proposals."""
    refresh_proposals(actor=system(event.community))


def measure(event: FindingsPublished) -> None:
    """New findings may show what came of old proposals."""
    measure_outcomes(actor=system(event.community), as_of=event.as_of)
