"""Import one history in the foreground, with a bar that shows how far it is."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.core.refusals import Forbidden, NotFound
from qunli.core.words import _
from qunli.domains.chat import facade as chat
from qunli.domains.communities import facade as communities


def actor_for(community: str) -> Actor:
    """Whoever has a shell on this machine acts as the first account that may import. A community of a new name is
    created. Raises `Forbidden` on an installation that nobody runs yet."""
    actor = keeper()
    for one in communities.communities_of(actor):
        if community in (one.name, one.slug):
            return communities.actor_in(actor, one.id)
    return communities.actor_in(actor, communities.create_community(actor=actor, name=community))


def keeper() -> Actor:
    """The first account that may import. Raises `Forbidden` on an installation that nobody runs yet."""
    for user in User.objects.filter(is_active=True).order_by("id"):
        try:
            actor = communities.actor_of(user)
        except NotFound:
            continue
        if actor.has(communities.powers.GATHER):
            return actor
    raise Forbidden(_("Nobody runs communities here yet: start “qunli up”, open it in a browser and sign up first."))


def import_one(actor: Actor, path: Path, format: str, zone: str) -> bool:
    """Read one export, going on where an earlier try ended; says how it went. True when it was read to its end."""
    history, turn = begin(actor, path, format, zone)
    try:
        _read(actor, history, turn, path.name)
    except KeyboardInterrupt:
        chat.stop_import(actor=actor, history_import=history)
        raise
    return _say(chat.history_import(actor, history))


def begin(actor: Actor, path: Path, format: str = "", zone: str = "") -> tuple[int, int]:
    """The import of this file that was broken off, or a new one, and the turn to read it with."""
    place = str(path.resolve())
    history = chat.unfinished_import(actor, place)
    if history is None:
        history = chat.register_import(
            actor=actor, name=path.name, path=place, size=chat.size_of(path), format=format, zone=zone
        )
    elif format:
        chat.choose_format(actor=actor, history_import=history, format=format)
    return history, chat.take_in_hand(actor=actor, history_import=history)


def _read(actor: Actor, history: int, turn: int, name: str) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        shown = bar.add_task(name, total=None)

        def report(progress: chat.Progress) -> None:
            said = f"{name} (going over what is known)" if progress.skipping else name
            bar.update(shown, completed=progress.read_bytes, total=progress.total_bytes, description=said)

        chat.read_history(actor.community or 0, history, turn, report)


def _say(done: chat.ImportView) -> bool:
    if done.state == "refused":
        typer.secho(f"{done.name}: {done.refusal_sentence}", err=True, fg="red")
        return False
    typer.echo(
        f"{done.name}: {done.messages_new:,} new messages, {done.messages_changed:,} changed, {done.messages_known:,} "
        f"known; {done.people_new:,} new people; {done.skipped:,} pieces skipped"
    )
    for reason, count in sorted(done.skipped_reasons.items(), key=lambda pair: -pair[1]):
        typer.echo(f"  {count:,} × {reason}")
    return done.state == "done"
