"""Sockets by community and group on one event loop, and what is sent to them."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from qunli.core.wire import framed
from qunli.domains.chat.live import frames

MOST_WAITING = 2_000
MOST_BYTES_WAITING = 1 << 20
"""What may wait for a slow line before it is cut; whoever comes back asks for what was missed."""
TOO_SLOW = 4008
NO_MEMBER = 4003
"""Close codes of the private range (RFC 6455, 7.4.2)."""
PRESENT_FOR = 40
"""Seconds for which another process's word about who is present holds."""
SOON = 0.5
"""Seconds in which news for those who look at other groups, and who is present, are gathered: a busy community of
thousands must not tell each of them of each message elsewhere."""


Write = Callable[[bytes], int]
"""Puts bytes as they are on a socket; returns how many wait there."""


@dataclass(eq=False)
class Line:
    """One socket, listening to one group at a time. `write` reaches it directly where the server allows that; else
    encoded frames are `waiting`. `ready` is set when there is something to do; `closing` is the code by which it is to
    be cut. `session` is the key by which it came in."""

    community: int
    person: int
    user: int
    session: str = ""
    language: str = "en"
    group: int | None = None
    write: Write | None = None
    waiting: deque[str] = field(default_factory=deque)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    closing: int | None = None

    def give(self, *given: str, ready: bytes = b"") -> None:
        """To be called on the loop. `ready` is the same as it goes over the line, when that is known already."""
        if self.write is not None:
            if self.closing is None and self.write(ready or framed(frames.array(given))) > MOST_BYTES_WAITING:
                self.cut(TOO_SLOW)
        elif len(self.waiting) >= MOST_WAITING:
            self.cut(TOO_SLOW)
        else:
            self.waiting.extend(given)
            self.ready.set()

    def cut(self, code: int) -> None:
        """To be called on the loop."""
        self.closing = code
        self.ready.set()


def _nobody(_group: int, _people: list[int]) -> None:
    """There is no other process to tell."""


class Hub:
    """All lines of this process. What changes lines is called on the loop; `publish`, `news`, `present_elsewhere`,
    `lost` and `cut` may be called from any thread."""

    def __init__(self) -> None:
        self._lines: dict[int, set[Line]] = defaultdict(set)
        self._rooms: dict[int, set[Line]] = defaultdict(set)
        self._elsewhere: dict[int, dict[str, tuple[float, set[int]]]] = defaultdict(dict)
        self._news: dict[int, dict[int, int]] = defaultdict(dict)
        self._moved: set[int] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._due: asyncio.TimerHandle | None = None
        self.tell_presence: Callable[[int, list[int]], None] = _nobody
        """Called on the loop with a group and the people who have it open in this process."""

    def join(self, line: Line) -> None:
        """From now on the line hears its community."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._loop, self._due = loop, None
        self._lines[line.community].add(line)

    def listen(self, line: Line, group: int | None) -> None:
        """From now on the line hears what is said in this group, and no other."""
        if line.group == group:
            return
        if line.group is not None:
            _take_out(self._rooms, line.group, line)
            self._moved.add(line.group)
        line.group = group
        if group is not None:
            self._rooms[group].add(line)
            self._moved.add(group)
        self._soon()

    def leave(self, line: Line) -> None:
        """The line is gone."""
        self.listen(line, None)
        _take_out(self._lines, line.community, line)

    def is_open(self, group: int) -> bool:
        """Whether anybody has a group open in this process."""
        return group in self._rooms

    def present(self, group: int) -> set[int]:
        """People who have a group open, in whatever process."""
        now = time.monotonic()
        elsewhere = [people for until, people in self._elsewhere.get(group, {}).values() if until > now]
        return set().union(self._here(group), *elsewhere)

    def lines(self) -> list[Line]:
        """Every line, for whoever looks whether they may stay."""
        return [line for lines in self._lines.values() for line in lines]

    def repeat_presence(self) -> None:
        """Say again who has which group open."""
        self._moved.update(self._rooms)
        self._soon()

    def publish(self, group: int, given: Iterable[str]) -> None:
        """Send encoded frames to everybody who has a group open."""
        self._call(self._publish, group, list(given))

    def news(self, community: int, group: int, seq: int) -> None:
        """Tell those who look elsewhere that there is something new in a group, soon."""
        self._call(self._gather, community, group, seq)

    def present_elsewhere(self, group: int, process: str, people: list[int]) -> None:
        """Who has a group open in another process."""
        self._call(self._note_presence, group, process, set(people))

    def cut(self, community: int, person: int) -> None:
        """A person is no member any more: their lines end."""
        self._call(self._cut, community, person)

    def lost(self) -> None:
        """Something may have passed unheard: every line asks for what it missed."""
        self._call(self._lost)

    def _here(self, group: int) -> set[int]:
        return {line.person for line in self._rooms.get(group, ())}

    def _call(self, function: Callable[..., None], *arguments: Any) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(function, *arguments)

    def _soon(self) -> None:
        if self._due is None and self._loop is not None and (self._moved or self._news):
            self._due = self._loop.call_later(SOON, self._flush)

    def _flush(self) -> None:
        self._due = None
        for community, fresh in self._news.items():
            self._tell_elsewhere(community, fresh)
        self._news.clear()
        for group in self._moved:
            self.tell_presence(group, sorted(self._here(group)))
            self._show_presence(group)
        self._moved.clear()

    def _tell_elsewhere(self, community: int, fresh: dict[int, int]) -> None:
        """What is new in other groups than one's own: the same bytes for all who look at one group."""
        told = {group: frames.encode("news", group=group, seq=seq) for group, seq in fresh.items()}
        known: dict[int | None, tuple[list[str], bytes]] = {}
        for line in self._lines.get(community, ()):
            if line.group not in known:
                given = [frame for group, frame in told.items() if group != line.group]
                known[line.group] = given, framed(frames.array(given))
            given, ready = known[line.group]
            if given:
                line.give(*given, ready=ready)

    def _show_presence(self, group: int) -> None:
        present = self.present(group)
        self._publish(group, [frames.encode("here", group=group, count=len(present), people=sorted(present)[:200])])

    def _publish(self, group: int, given: list[str]) -> None:
        """The same bytes for everybody: what each of thousands costs is one write."""
        ready = framed(frames.array(given))
        for line in self._rooms.get(group, ()):
            line.give(*given, ready=ready)

    def _gather(self, community: int, group: int, seq: int) -> None:
        fresh = self._news[community]
        fresh[group] = max(seq, fresh.get(group, 0))
        self._soon()

    def _note_presence(self, group: int, process: str, people: set[int]) -> None:
        known = self._elsewhere[group].get(process, (0.0, set()))[1]
        self._elsewhere[group][process] = (time.monotonic() + PRESENT_FOR, people)
        if known != people:
            self._show_presence(group)

    def _cut(self, community: int, person: int) -> None:
        for line in self._lines.get(community, ()):
            if line.person == person:
                line.cut(NO_MEMBER)

    def _lost(self) -> None:
        for line in self.lines():
            line.give(frames.encode("lost"))


def _take_out(held: dict[int, set[Line]], where: int, line: Line) -> None:
    held[where].discard(line)
    if not held[where]:
        del held[where]


hub = Hub()
