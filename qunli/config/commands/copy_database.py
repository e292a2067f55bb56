"""`qunli copy-database`: a whole installation from SQLite to PostgreSQL."""

from __future__ import annotations

from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

INTERRUPTED = 130


def copy_database(
    target: Annotated[str, typer.Argument(help="An empty database: postgres://user:password@host:5432/name")],
) -> None:
    """Copy everything from SQLite into an empty PostgreSQL database. Stop Qunli first. Interrupted, nothing was
    copied, and the same command begins anew."""
    _configure(target)
    from qunli.config.commands.django_ready import django_ready  # settings have just got their second database

    django_ready()
    from django.core.management import call_command
    from django.db import Error

    from qunli.config.copying.copy import NotCopied, refuse_unless_empty

    try:
        refuse_unless_empty()
        typer.echo("Making the tables …")
        call_command("migrate", database="target", verbosity=0, interactive=False)
        counts = _copy()
    except NotCopied as reason:
        _refuse(str(reason))
    except Error as error:
        said = " ".join(str(error).split())
        _refuse(f"It could not be copied, and nothing was: {said}")
    except KeyboardInterrupt:
        typer.echo("Stopped; nothing was copied. The same command begins anew.", err=True)
        raise typer.Exit(INTERRUPTED) from None
    for name, count in counts.items():
        typer.echo(f"{count:>12,}  {name}")
    typer.echo(
        f"{sum(counts.values()):>12,}  rows in {len(counts)} tables, the same number in both databases.\n"
        "Set QUNLI_DATABASE_URL to this address and start Qunli with the same data folder: the secret and files that "
        "wait to be read stay there. The SQLite file is as it was; keep it until you are content, then remove it."
    )


def _configure(target: str) -> None:
    import dj_database_url
    from django.conf import settings  # the command line starts without settings

    if "sqlite3" not in settings.DATABASES["default"]["ENGINE"]:
        _refuse("QUNLI_DATABASE_URL is set: unset it, so that the SQLite database in the data folder is copied.")
    if not (settings.DATABASES["default"]["NAME"]).exists():
        _refuse(f"There is no database in {settings.DATA}, so there is nothing to copy.")
    try:
        parsed = dict(dj_database_url.parse(target))
    except (ValueError, KeyError):
        parsed = {}
    if "postgresql" not in str(parsed.get("ENGINE")):
        _refuse("Give the address of a PostgreSQL database: postgres://user:password@host:5432/name")
    settings.DATABASES["target"] = parsed


def _copy() -> dict[str, int]:
    from qunli.config.copying.copy import copy_everything  # needs models, which need Django's set-up

    shown = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*shown, console=Console(stderr=True), transient=True) as bar:
        line = bar.add_task("", total=None)

        def report(table: str, done: int, total: int) -> None:
            bar.update(line, description=table, completed=done, total=total)

        return copy_everything(report)


def _refuse(sentence: str) -> NoReturn:
    typer.secho(sentence, err=True, fg="red")
    raise typer.Exit(1)
