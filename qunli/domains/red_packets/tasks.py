"""What the background worker does for red packets: what nobody opened goes back when its time is over."""

from __future__ import annotations

from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import system
from qunli.core.work import Run, Task
from qunli.domains.communities import facade as communities
from qunli.domains.red_packets import queries
from qunli.domains.red_packets.operations.give_back import give_back


def give_back_due(run: Run) -> None:
    """Nobody can open a packet after its time, whenever this runs."""
    for community in communities.every_community():
        give_back_of(community)
        run.renew()


def give_back_of(community: int) -> None:
    """The same for one community; doing it again changes nothing."""
    with tenancy.within(community):
        due = queries.due(timezone.now())
    for packet in due:
        give_back(actor=system(community), packet=packet)


TASKS = (Task("red_packets.give_back", give_back_due, every="* * * * *"),)
