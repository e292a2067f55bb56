"""What was said a moment ago, for policies about how much: kept in the memory of the process that takes messages in."""

from __future__ import annotations

from collections import deque

KEPT = 500
"""Moments kept of one person in one group."""
PEOPLE = 20_000
"""People kept; who has been silent longest goes first."""
MINUTE = 60_000


class Recent:
    """Counts of messages by person and group within a time, and how long a run is."""

    def __init__(self) -> None:
        self._moments: dict[tuple[str, int, int], deque[int]] = {}
        self._runs: dict[tuple[str, int, int], int] = {}

    def note(self, what: str, group: int, person: int, at: int) -> None:
        """Something happened at `at` (ms)."""
        key = (what, group, person)
        moments = self._moments.pop(key, None) or deque(maxlen=KEPT)
        moments.append(at)
        self._moments[key] = moments  # at the end again, so that the first one is who has been silent longest
        if len(self._moments) > PEOPLE:
            del self._moments[next(iter(self._moments))]

    def count(self, what: str, group: int, person: int, now: int, minutes: int) -> int:
        """How often it happened in the `minutes` before `now` (ms), `now` included."""
        since = now - minutes * MINUTE
        return sum(since < at <= now for at in self._moments.get((what, group, person), ()))

    def run(self, what: str, group: int, person: int, at: int, *, ends: bool) -> None:
        """One more in a row, or the end of the row."""
        key = (what, group, person)
        if ends:
            self._runs.pop(key, None)
            return
        self._runs[key] = self._runs.pop(key, 0) + 1
        if len(self._runs) > PEOPLE:
            del self._runs[next(iter(self._runs))]

    def length(self, what: str, group: int, person: int) -> int:
        """How long the row is."""
        return self._runs.get((what, group, person), 0)
