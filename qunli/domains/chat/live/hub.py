"""Sockets by community and group on one event loop, and what is sent to them."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

MOST_WAITING = 2_000
"""Frames that may wait for a slow line before it is cut; whoever comes back asks for what was missed."""
TOO_SLOW = 4008
NO_MEMBER = 4003
"""Close codes of the private range (RFC 6455, 7.4.2)."""


@dataclass(eq=False)
class Line:
    """One socket, listening to one group at a time. `waiting` holds encoded frames; `ready` is set when there is
    something to do; `closing` is the code by which it is to be cut."""

    community: int
    person: int
    user: int
    group: int | None = None
    waiting: deque[str] = field(default_factory=deque)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    closing: int | None = None

    def give(self, frame: str) -> None:
        """To be called on the loop."""
        if len(self.waiting) >= MOST_WAITING:
            self.cut(TOO_SLOW)
            return
        self.waiting.append(frame)
        self.ready.set()

    def cut(self, code: int) -> None:
        """To be called on the loop."""
        self.closing = code
        self.ready.set()


class Hub:
    """All lines of this process. `publish`, `whisper` and `cut` may be called from any thread, the rest on the loop."""

    def __init__(self) -> None:
        self._lines: dict[int, set[Line]] = defaultdict(set)
        self._rooms: dict[int, set[Line]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None

    def join(self, line: Line) -> None:
        """From now on the line hears its community."""
        self._loop = asyncio.get_running_loop()
        self._lines[line.community].add(line)

    def listen(self, line: Line, group: int | None) -> None:
        """From now on the line hears what is said in this group, and no other."""
        if line.group is not None:
            _take_out(self._rooms, line.group, line)
        line.group = group
        if group is not None:
            self._rooms[group].add(line)

    def leave(self, line: Line) -> None:
        """The line is gone."""
        self.listen(line, None)
        _take_out(self._lines, line.community, line)

    def present(self, group: int) -> set[int]:
        """People who have a group open."""
        return {line.person for line in self._rooms.get(group, ())}

    def lines(self) -> list[Line]:
        """Every line, for whoever looks whether they may stay."""
        return [line for lines in self._lines.values() for line in lines]

    def publish(self, group: int, frames: Iterable[str]) -> None:
        """Send encoded frames to everybody who has a group open."""
        self._call(self._publish, group, list(frames))

    def announce(self, community: int, frame: str, person: int | None = None) -> None:
        """Send a frame to everybody in a community, or to one person there."""
        self._call(self._announce, community, frame, person)

    def cut(self, community: int, person: int) -> None:
        """A person is no member any more: their lines end."""
        self._call(self._cut, community, person)

    def _call(self, function: Callable[..., None], *arguments: Any) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(function, *arguments)

    def _publish(self, group: int, frames: list[str]) -> None:
        for line in self._rooms.get(group, ()):
            for frame in frames:
                line.give(frame)

    def _announce(self, community: int, frame: str, person: int | None) -> None:
        for line in self._lines.get(community, ()):
            if person is None or line.person == person:
                line.give(frame)

    def _cut(self, community: int, person: int) -> None:
        for line in self._lines.get(community, ()):
            if line.person == person:
                line.cut(NO_MEMBER)


def _take_out(held: dict[int, set[Line]], where: int, line: Line) -> None:
    held[where].discard(line)
    if not held[where]:
        del held[where]


hub = Hub()
