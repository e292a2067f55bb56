"""What was decided about proposals, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ProposalDecided:
    """Somebody marked a proposal done, put it off, turned it down, or took that back (`state` "open")."""

    community: int
    proposal: int
    kind: str
    state: str
    reason: str


@dataclass(frozen=True)
class OutcomeMeasured:
    """What became of the people a proposal was about; `came` of `asked` did what was hoped."""

    community: int
    proposal: int
    kind: str
    came: int
    asked: int
