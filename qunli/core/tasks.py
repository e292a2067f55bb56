"""The ground's own recurring work."""

from __future__ import annotations

from qunli.core import work


def _forget_done(run: work.Run) -> None:
    work.forget_done()


TASKS = (work.Task("core.forget_done", _forget_done, every="17 3 * * *"),)
