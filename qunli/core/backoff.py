"""How long to wait before trying again."""

from __future__ import annotations

LONGEST = 3600


def delay(attempts: int) -> int:
    """Seconds before the next try after `attempts` failures: 2, 4, 8, ... one hour at most."""
    return min(LONGEST, 1 << min(attempts, 12))
