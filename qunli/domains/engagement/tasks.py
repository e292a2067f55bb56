"""What the background worker does for polls: whatever time alone decides."""

from __future__ import annotations

from qunli.core import tenancy
from qunli.core.actor import system
from qunli.core.work import Run, Task
from qunli.domains.communities import facade as communities
from qunli.domains.engagement import queries
from qunli.domains.engagement.operations.close_poll import close_when_due


def close_polls(run: Run) -> None:
    """Results stand and secret votes are blanked. Nobody can vote after the time is over, whenever this runs."""
    for community in communities.every_community():
        close_polls_of(community)
        run.renew()


def close_polls_of(community: int) -> None:
    """The same for one community; doing it again changes nothing."""
    with tenancy.within(community):
        due = queries.polls_due()
    for poll in due:
        close_when_due(actor=system(community), poll=poll)


TASKS = (Task("engagement.close_polls", close_polls, every="* * * * *"),)
