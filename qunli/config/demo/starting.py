"""Begin a demo, or go on with the one begun before."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import typer

from qunli.config.commands.reading_bar import import_one
from qunli.config.demo import kept
from qunli.config.demo.community import EMAIL, demo_account, demo_actor
from qunli.config.demo.living import Life, write_past
from qunli.config.registry import HANDLERS, TASKS
from qunli.core.actor import Actor
from qunli.core.worker import Worker
from qunli.domains.insight import facade as insight

SEED, MEMBERS = 7, 1_300
PATIENCE = 120.0
"""Seconds to wait for the first picture; a page without one says that it is being drawn."""


def start(seed: int | None, members: int | None, password: str, now: int) -> tuple[Life, str]:
    """Everything up to the first page; returns the life to be started and the account's password, empty when its owner
    changed it. Raises `Conflict` in a data folder that is not a demo's."""
    state = kept.load()
    user = demo_account(state.password if state else password)
    if state is None:
        state = kept.save(
            kept.Kept(seed=SEED if seed is None else seed, members=members or MEMBERS, begun=now, password=password)
        )
    if state.seed != (state.seed if seed is None else seed) or state.members != (members or state.members):
        typer.echo(f"This demo was begun with seed {state.seed} and {state.members} members, and goes on with them.")
    actor = demo_actor(user)
    if state.told is None:
        state = _tell_the_past(actor, state)
    if insight.picture(actor).found is None:
        typer.echo("Counting, and drawing its picture …")
        _draw(actor)
    return Life(actor, state), state.password if user.check_password(state.password) else ""


def welcome(host: str, port: int, password: str) -> str:
    """How to get in."""
    said = f"password  {password}" if password else "password  the one you chose"
    return f"\nThe community lives at  http://{host}:{port}\n  sign in   {EMAIL}\n  {said}\n\nCtrl-C stops it.\n"


def _tell_the_past(actor: Actor, state: kept.Kept) -> kept.Kept:
    typer.echo("Inventing people and what they said …")
    path = write_past(state)
    import_one(actor, path, "", "")
    state = kept.save(replace(state, told=state.begun))
    path.unlink()
    return state


def _draw(actor: Actor) -> None:
    """Wait for the picture only: how right it is on the past is found out while the first page is read."""
    worker = Worker(HANDLERS, TASKS)
    threading.Thread(target=worker.run, name="first picture", daemon=True).start()
    until = time.monotonic() + PATIENCE
    while insight.picture(actor).found is None and time.monotonic() < until:
        time.sleep(0.3)
    worker.stop()
