"""Take an import back in the foreground, with a bar that shows how far it is."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from qunli.config.commands.reading_bar import keeper
from qunli.core.actor import Actor, system
from qunli.core.refusals import NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.communities import facade as communities


def actor_in(community: str) -> Actor:
    """Whoever has a shell on this machine acts as the first account that may import. Raises `NotFound`, `Forbidden`."""
    actor = keeper()
    for one in communities.communities_of(actor):
        if community in (one.name, one.slug):
            return communities.actor_in(actor, one.id)
    raise NotFound


def named(actor: Actor, history: str) -> chat.ImportView:
    """The import of this number, else the latest of a file of this name that was not taken back. Raises `NotFound`."""
    for one in chat.imports(actor, limit=1000):
        if history == str(one.id) or (history == one.name and one.state != "taken_back"):
            return one
    raise NotFound


def what_goes(actor: Actor, one: chat.ImportView) -> str:
    """In numbers."""
    alone = chat.brought_alone(actor, one.id)
    return f"{one.name}, import {one.id}: {alone.messages:,} messages and {alone.people:,} people came from it alone."


def take(actor: Actor, one: chat.ImportView) -> str:
    """Goes on where an earlier try ended. Says what is gone. Raises `Conflict`."""
    if one.state != "taking_back":
        chat.take_back_import(actor=actor, history_import=one.id)
    shown = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*shown, console=Console(stderr=True), transient=True) as bar:
        line = bar.add_task(one.name, total=None)
        while chat.take_back_some(actor=system(actor.community), history_import=one.id):
            now = chat.history_import(actor, one.id)
            bar.update(line, completed=now.taken_back, total=now.to_take_back)
    gone = chat.history_import(actor, one.id)
    return f"{one.name}: {gone.taken_back:,} messages and {gone.people_taken_back:,} people are gone."
