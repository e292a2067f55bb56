"""What the background worker does for posts: whatever time alone decides."""

from __future__ import annotations

from qunli.core import tenancy
from qunli.core.actor import system
from qunli.core.work import Run, Task
from qunli.domains.communities import facade as communities
from qunli.domains.stewardship import queries
from qunli.domains.stewardship.operations.call import open_vote_when_due
from qunli.domains.stewardship.operations.count import count_election, decide_motion
from qunli.domains.stewardship.operations.serve import end_when_due


def keep_time(run: Run) -> None:
    """Opens and counts votes, ends terms and reminds. Powers end with their term to the second, whenever this runs."""
    for community in communities.every_community():
        keep_time_of(community)
        run.renew()


def keep_time_of(community: int) -> None:
    """The same for one community; doing it again changes nothing."""
    actor = system(community)
    with tenancy.within(community):
        due = queries.due()
    for call in due.calls:
        open_vote_when_due(actor=actor, call=call)
    for call in due.elections:
        count_election(actor=actor, call=call)
    for motion in due.motions:
        decide_motion(actor=actor, motion=motion)
    for term in due.terms:
        end_when_due(actor=actor, term=term)


TASKS = (Task("stewardship.keep_time", keep_time, every="*/5 * * * *"),)
