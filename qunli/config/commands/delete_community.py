"""`qunli delete-community` and `qunli restore-community`."""

from __future__ import annotations

from typing import Annotated

import typer

from qunli.config.commands.django_ready import django_ready

Name = Annotated[str, typer.Argument(help="Name or address of the community.")]


def delete_community(
    community: Name,
    at_once: Annotated[bool, typer.Option("--at-once", help="Erase it now; it cannot be restored.")] = False,
    confirm: Annotated[str, typer.Option(help="Its name, for programs; people are asked for it.")] = "",
) -> None:
    """Delete a community with everything in it. It can be restored for seven days, unless it is erased at once."""
    django_ready()
    from qunli.config.commands import deleting  # needs models, which need Django's set-up
    from qunli.core.refusals import Refusal

    try:
        one = deleting.standing(community)
        deleting.say_what_goes(one)
        typed = confirm or typer.prompt(f"Type “{one.name}” to confirm")
        typer.echo(deleting.delete(one, typed, at_once))
    except Refusal as refusal:
        typer.secho(str(refusal.sentence), err=True, fg="red")
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo("Stopped. The erasing goes on where Qunli works in the background.", err=True)
        raise typer.Exit(130) from None


def restore_community(community: Name) -> None:
    """Bring a deleted community back, with everything in it."""
    django_ready()
    from qunli.config.commands import deleting  # needs models, which need Django's set-up
    from qunli.core.refusals import Refusal

    try:
        typer.echo(f"{deleting.restore(community)} is back, with everything in it.")
    except Refusal as refusal:
        typer.secho(str(refusal.sentence), err=True, fg="red")
        raise typer.Exit(1) from None
