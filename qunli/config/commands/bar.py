"""A progress bar on the error stream, and only where somebody looks at it."""

from __future__ import annotations

import sys
from types import TracebackType

STEPS = {
    "reading": "Reading",
    "concluding": "Concluding",
    "writing": "Writing",
    "loading": "Loading",
    "counting": "Counting",
    "leaving": "Leaving",
    "rising": "Rising",
    "receptive_hours": "Hours",
    "life_cycle": "Stage",
    "split": "Split",
    "done": "Done",
    "copying": "Copying",
    "packing": "Packing",
    "unpacking": "Unpacking",
}
WIDTH = 30


class Bar:
    """Call it with what is being done and how far the whole is, from 0 to 1."""

    def __enter__(self) -> Bar:
        self._shown = sys.stderr.isatty()
        self._last = ""
        return self

    def __call__(self, step: str, done: float) -> None:
        filled = round(WIDTH * done)
        line = f"\r{STEPS.get(step, step):<11}{'█' * filled}{'░' * (WIDTH - filled)} {done:4.0%}"
        if self._shown and line != self._last:
            sys.stderr.write(line)
            sys.stderr.flush()
            self._last = line

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown and self._last:
            sys.stderr.write("\n")
