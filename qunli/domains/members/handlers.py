"""What members do when something happens."""

from __future__ import annotations

from qunli.core.actor import system
from qunli.core.dispatch import Handler
from qunli.domains.members.events import MemberLeft, MemberRemoved
from qunli.domains.members.operations.move_up import move_up


def on_free_place(event: MemberLeft | MemberRemoved) -> None:
    """Who waits longest comes in."""
    move_up(actor=system(event.community))


HANDLERS = (Handler("members.move_up", (MemberLeft, MemberRemoved), on_free_place),)
