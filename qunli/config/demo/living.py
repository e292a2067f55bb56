"""The demo's world goes on while it runs: what is said there is exported and imported every minute or so."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from django.db import connection

from qunli.config.commands.reading_bar import begin
from qunli.config.demo import kept
from qunli.config.demo.kept import Kept
from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.chat import facade as chat
from qunli.simulation.export import write_csv
from qunli.simulation.living import Living, Stretch, living_plan
from qunli.simulation.world import simulate

PRESET = "hearth_bakers"
MESSAGES = 120_000
"""Of the years before the demo begins."""
EVERY = 45.0
"""Seconds between looks at what was said."""
FIRST, LATEST = "Hearth Bakers.csv", "Hearth Bakers, the latest.csv"

log = logging.getLogger(__name__)


def live(state: Kept) -> Living:
    """The world of a demo; the same each time."""
    plan = living_plan(PRESET, state.begun, state.members, round(MESSAGES * state.members / 1_300))
    return Living(simulate(plan, state.seed))


def write_past(state: Kept) -> Path:
    """An export of everything until the demo was begun; the same file when it is asked for again."""
    whole = kept.exports() / FIRST
    if not whole.exists():
        aside = whole.with_suffix(".part")
        write_csv(live(state).between(0, state.begun), aside)
        aside.replace(whole)
    return whole


class Life(threading.Thread):
    """Runs beside the server until `stop()`."""

    def __init__(self, actor: Actor, state: Kept) -> None:
        super().__init__(name="demo", daemon=True)
        self._actor, self._state = actor, state
        self._living: Living | None = None
        self._stopping = threading.Event()

    def run(self) -> None:
        """An error is logged and the world goes on."""
        pause = 0.0
        while not self._stopping.wait(pause):
            pause = EVERY
            try:
                self.step(int(time.time()))
            except Exception:
                log.exception("the demo's world stumbled; it goes on")
            finally:
                connection.close()

    def stop(self) -> None:
        """What is being read is read to its end."""
        self._stopping.set()
        if self.is_alive():
            self.join(timeout=30)

    def step(self, now: int) -> int:
        """Import what was said before `now` and is not known yet; returns how many messages that were. What somebody
        stopped in the console is tried again with the next step."""
        self._living = self._living or live(self._state)
        news = self._living.between(self._state.told or self._state.begun, now)
        if not news.happened:
            return 0
        brought = self._bring(news)
        if brought.state != "done":
            return 0
        self._forget_one_before()
        self._state = kept.save(replace(self._state, told=now, latest=brought.id))
        return brought.messages_new

    def _bring(self, news: Stretch) -> chat.ImportView:
        """News that were read before a crash are read again: what is known is not doubled."""
        path = kept.exports() / LATEST
        write_csv(news, path)
        history, turn = begin(self._actor, path)
        chat.read_history(self._actor.community or 0, history, turn, lambda _progress: None)
        path.unlink()
        return chat.history_import(self._actor, history)

    def _forget_one_before(self) -> None:
        """The list of histories shows the first and the latest export, not thousands."""
        if self._state.latest is not None:
            with suppress(NotFound):
                chat.forget_import(actor=self._actor, history_import=self._state.latest)
