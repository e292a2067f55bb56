"""`qunli take-back`: a wrong file was brought."""

from __future__ import annotations

from typing import Annotated

import typer

from qunli.config.commands.django_ready import django_ready


def take_back(
    history: Annotated[str, typer.Argument(help="The file's name, or the number of its import.")],
    community: Annotated[str, typer.Option(help="Name or address of the community.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take an import back: what came from it and from no other goes. Ctrl-C stops; the same command goes on from
    there, and so does Qunli in the background."""
    django_ready()
    from qunli.config.commands import taking_back  # needs models, which need Django's set-up
    from qunli.core.refusals import Refusal

    try:
        actor = taking_back.actor_in(community)
        one = taking_back.named(actor, history)
        typer.echo(taking_back.what_goes(actor, one))
        if not yes and one.state != "taking_back":
            typer.confirm("Take it back?", abort=True)
        typer.echo(taking_back.take(actor, one))
    except Refusal as refusal:
        typer.secho(str(refusal.sentence), err=True, fg="red")
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo("Stopped halfway; the same command goes on from there.", err=True)
        raise typer.Exit(130) from None
