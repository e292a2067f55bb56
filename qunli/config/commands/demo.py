"""`qunli demo`: Qunli with a simulated community that lives."""

from __future__ import annotations

import os
import secrets
import socket
import time
from typing import Annotated

import typer

DATA = "data-demo"


def demo(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    seed: Annotated[int | None, typer.Option(help="Another seed, another community (7).")] = None,
    members: Annotated[
        int | None, typer.Option(help="How many people have ever joined (1300).", min=50, max=20_000)
    ] = None,
) -> None:
    """Serve a simulated community that goes on while you look. It has a data folder of its own, data-demo; started
    again, it goes on where it was."""
    os.environ.setdefault("QUNLI_DATA", DATA)
    if not _free(host, port):
        typer.secho(f"Something listens on port {port} already; choose another with --port.", err=True, fg="red")
        raise typer.Exit(1)
    import django  # settings are read from the environment that was just set

    django.setup()
    from qunli.config import serving
    from qunli.config.demo import starting
    from qunli.core.refusals import Refusal

    serving.prepare()
    try:
        life, password = starting.start(seed, members, secrets.token_urlsafe(9), int(time.time()))
    except Refusal as refusal:
        typer.secho(str(refusal.sentence), err=True, fg="red")
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo("Stopped; the same command goes on from there.", err=True)
        raise typer.Exit(130) from None
    typer.echo(starting.welcome(host, port, password))
    life.start()
    serving.serve(host, port)
    life.stop()


def _free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
