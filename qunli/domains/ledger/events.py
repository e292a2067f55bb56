"""What happened to the books beyond what other domains tell of their own movements."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BookedByHand:
    """A person moved money by hand."""

    community: int
    transfer: int


@dataclass(frozen=True)
class BooksFaulty:
    """An inspection found something that must not be; `faults` sentences say what."""

    community: int
    faults: int


@dataclass(frozen=True)
class BooksSoundAgain:
    """What was faulty is not any more."""

    community: int
