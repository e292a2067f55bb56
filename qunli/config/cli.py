"""The command line: `qunli`. Each command parses, calls one thing, answers."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from qunli.config.commands.backtest import backtest
from qunli.config.commands.backup import backup, restore
from qunli.config.commands.copy_database import copy_database
from qunli.config.commands.delete_community import delete_community, restore_community
from qunli.config.commands.demo import demo
from qunli.config.commands.import_history import import_history
from qunli.config.commands.report import report
from qunli.config.commands.take_back import take_back

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Qunli: for people who run communities that live in group chats.",
)


def main() -> None:
    """Entry point of the `qunli` command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qunli.config.settings")
    app()


def _django() -> None:
    import django  # the report and backtest commands need no database and must start fast

    django.setup()


@app.command()
def up(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
) -> None:
    """Bring the database up to date and serve, with the worker in the same process."""
    from qunli.config import serving

    _django()
    typer.echo("Getting ready …")
    serving.prepare()
    typer.echo(f"Qunli is at http://{host}:{port} – Ctrl-C stops it.")
    serving.serve(host, port)


@app.command()
def web(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Web processes; more than one needs PostgreSQL.")] = 1,
) -> None:
    """Serve pages only; run `qunli worker` beside it."""
    from qunli.config import serving

    os.environ["QUNLI_EMBEDDED_WORKER"] = "no"
    serving.serve(host, port, workers)


@app.command()
def worker() -> None:
    """Deliver events and do background work until stopped."""
    from qunli.config import serving

    _django()
    serving.work()


app.command()(demo)
app.command("import")(import_history)
app.command()(take_back)
app.command()(report)
app.command()(backtest)
app.command()(backup)
app.command()(restore)
app.command()(copy_database)
app.command()(delete_community)
app.command()(restore_community)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def manage(context: typer.Context) -> None:
    """Django's own commands: migrate, shell, ..."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["qunli manage", *context.args])
