"""What the other domains do for communities."""

from __future__ import annotations

from typing import Protocol

from qunli.core.actor import Actor


class Eraser(Protocol):
    """Takes some of a domain's rows and files of the actor's community out, `most` rows at once, those first that
    nothing points to. Returns how many rows went; 0 when none are left. Called again after a crash."""

    def __call__(self, *, actor: Actor, most: int) -> int: ...
