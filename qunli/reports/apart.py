"""Conclusions drawn in a process of their own, beside the one that reads the export.

Python runs one thread at a time, and half of the time of a large report is reading. The other process loads the
numerical libraries meanwhile, rolls up what has been read part by part, and concludes while this one counts words. Only
numbers cross, over pipes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from queue import SimpleQueue
from threading import Thread
from typing import IO

import msgspec

from qunli.reports.columns import Columns
from qunli.reports.conclusions import Conclusions

PART = 100_000
"""Messages handed over at a time."""
_SIZE = 8
_LEAN = {"MALLOC_ARENA_MAX": "1", "_RJEM_MALLOC_CONF": "dirty_decay_ms:0,muzzy_decay_ms:0"}
"""Settings of the C library's allocator and of the one in Polars (jemalloc): what is let go of goes back at once. A
third of the memory for a twentieth of the time."""


class Part(msgspec.Struct):
    """Columns that come after those of the part before; `zone`, in which hours are told, says that it is the last."""

    columns: dict[str, bytes]
    zone: str | None = None


class Bots(msgspec.Struct, tag=True):
    """The people who turned out to be programs; known long before the rest."""

    who: tuple[int, ...]


class Step(msgspec.Struct, tag=True):
    """How far the conclusions are, from 0 to 1."""

    done: float


class Done(msgspec.Struct, tag=True):
    """The end."""

    conclusions: Conclusions


News = Bots | Step | Done


class ProcessLost(RuntimeError):
    """The other process ended before it was done; what it wrote to standard error says why."""

    def __init__(self, code: int | None) -> None:
        super().__init__(f"The process that draws the conclusions ended early (exit code {code}).")


class Apart:
    """The other process. As a context manager it never outlives its owner."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "qunli.reports.apart"]
        paths = os.pathsep.join(filter(None, sys.path))
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **_LEAN, "PYTHONPATH": paths}
        )
        self._parts: SimpleQueue[bytes | None] = SimpleQueue()
        self._writer = Thread(target=self._write_parts, daemon=True)
        self._writer.start()
        self._given = self._moved = 0

    def give(self, columns: Columns) -> None:
        """Hand over what came since, when it is `PART` messages or more."""
        if len(columns) - self._given >= PART:
            self._hand_over(columns, None)

    def finish(self, columns: Columns, zone: str) -> None:
        """Hand over the rest."""
        self._hand_over(columns, zone)
        self._parts.put(None)

    def news(self) -> Iterator[News]:
        """What the other process tells, until it is done."""
        assert self._process.stdout is not None
        while data := _read(self._process.stdout):
            news = msgspec.msgpack.decode(data, type=News)
            yield news
            if isinstance(news, Done):
                return
        raise ProcessLost(self._process.wait())

    def __enter__(self) -> Apart:
        return self

    def __exit__(self, *_: object) -> None:
        self._parts.put(None)
        self._process.kill()
        self._process.wait()
        self._writer.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _hand_over(self, columns: Columns, zone: str | None) -> None:
        part = Part(columns.packed(self._given, self._moved), zone)
        self._parts.put(msgspec.msgpack.encode(part))
        self._given, self._moved = len(columns), len(columns.moved_ts)

    def _write_parts(self) -> None:
        """In a thread, because a pipe takes 64 KiB and the other process may still be loading."""
        assert self._process.stdin is not None
        while (data := self._parts.get()) is not None:
            try:
                _write(self._process.stdin, data)
            except BrokenPipeError:
                return


def main() -> None:
    """The other process: load what is heavy, take columns, tell what was concluded. Its owner ends it, so a key pressed
    in the terminal is not its business. What is heavy is imported here, because the process that starts this one
    imports this module too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from qunli import analysis
    from qunli.reports.conclude import conclude_history
    from qunli.reports.rolling import Rolling

    for name in analysis.__all__:
        getattr(analysis, name)  # loads it, while there is nothing to conclude from
    rolling, zone = Rolling(), None
    while zone is None:
        data = _read(sys.stdin.buffer)
        if not data:
            return
        part = msgspec.msgpack.decode(data, type=Part)
        rolling.add(Columns.unpacked(part.columns))
        zone = part.zone
    past = rolling.history()
    del rolling, data, part

    def tell(news: News) -> None:
        _write(sys.stdout.buffer, msgspec.msgpack.encode(news))

    tell(Done(conclude_history(past, zone, lambda who: tell(Bots(who)), lambda done: tell(Step(done)))))


def _write(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(len(data).to_bytes(_SIZE, "big"))
    pipe.write(data)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes:
    """One message, or nothing when the other side is gone."""
    size = pipe.read(_SIZE)
    return pipe.read(int.from_bytes(size, "big")) if len(size) == _SIZE else b""


if __name__ == "__main__":
    main()
