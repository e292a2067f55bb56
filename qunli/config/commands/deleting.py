"""Delete a community from the command line; whoever has a shell on this machine acts as its owner."""

from __future__ import annotations

import typer
from rich.console import Console
from rich.progress import Progress, TextColumn

from qunli.config.registry import ERASERS
from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.core.refusals import Forbidden, NotFound
from qunli.core.words import _
from qunli.domains.chat import facade as chat
from qunli.domains.communities import facade as communities
from qunli.domains.communities.tasks import erase_whole
from qunli.domains.members import facade as members


def owner() -> Actor:
    """The first account that may delete communities. Raises `Forbidden` where nobody may."""
    for user in User.objects.filter(is_active=True).order_by("id"):
        try:
            actor = communities.actor_of(user)
        except NotFound:
            continue
        if communities.may_delete(actor):
            return actor
    raise Forbidden(_("Only an owner can delete a community."))


def standing(community: str) -> communities.CommunityView:
    """One that was not deleted, by name or address. Raises `NotFound`."""
    return _named(community, communities.communities_of(owner()))


def say_what_goes(one: communities.CommunityView) -> None:
    """In numbers."""
    actor = communities.actor_in(owner(), one.id)
    extent, people = chat.extent(actor), members.find_people(actor, limit=1)[1]
    typer.echo(
        f"{one.name}: {people:,} members, {extent.messages:,} messages, {extent.imports:,} histories, "
        f"{extent.files:,} uploaded files"
    )


def delete(one: communities.CommunityView, typed: str, at_once: bool) -> str:
    """Says what was done. Erasing at once is done here, and by whoever works in the background if this is stopped.
    Raises `Invalid` for another name."""
    done = communities.delete_community(actor=owner(), community=one.slug, name=typed, at_once=at_once)
    if not at_once:
        return f"{one.name} is deleted; until {done['erase_at']} `qunli restore-community {one.slug}` brings it back."
    columns = (TextColumn("{task.description}"), TextColumn("{task.completed:,} rows are gone"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        shown = bar.add_task("Erasing", total=None)
        erase_whole(one.id, done["erase_at"], ERASERS, lambda gone: bar.advance(shown, gone))
    return f"{one.name} is erased for good."


def restore(community: str) -> str:
    """Returns the name. Raises `NotFound`, and `Conflict` when it is being erased."""
    one = _named(community, communities.deleted_communities(owner()))
    communities.restore_community(actor=owner(), community=one.slug)
    return one.name


def _named(community: str, among: list[communities.CommunityView]) -> communities.CommunityView:
    for one in among:
        if community in (one.name, one.slug):
            return one
    raise NotFound
