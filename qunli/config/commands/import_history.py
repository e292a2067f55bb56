"""`qunli import`: bring histories into a community from the command line, on the same path as the browser does."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

from qunli.config.commands.django_ready import django_ready

INTERRUPTED = 130


def import_history(
    files: Annotated[list[Path], typer.Argument(help="Exports: files, folders, zips.", exists=True)],
    community: Annotated[str, typer.Option(help="Name or address of the community; a new name makes a new one.")],
    format: Annotated[str, typer.Option(help="Format, when it is not recognised.")] = "",
    zone: Annotated[str, typer.Option(help="Time zone of times that carry none, such as Asia/Shanghai.")] = "",
) -> None:
    """Import chat histories. Ctrl-C stops; the same command goes on from there, also after a crash."""
    django_ready()
    # Millions of short-lived records without cycles: looking for cycles as often as usual costs a tenth of the time.
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    from qunli.config.commands import reading_bar  # needs models, which need Django's set-up
    from qunli.core.refusals import Refusal

    try:
        actor = reading_bar.actor_for(community)
        ends = [reading_bar.import_one(actor, path, format, zone) for path in files]
    except Refusal as refusal:
        typer.secho(str(refusal.sentence), err=True, fg="red")
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo("Stopped. What was read is kept; the same command goes on from there.", err=True)
        sys.exit(INTERRUPTED)
    if not all(ends):
        raise typer.Exit(1)
