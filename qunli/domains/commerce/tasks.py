"""What time alone decides of orders."""

from __future__ import annotations

from qunli.core import tenancy
from qunli.core.actor import system
from qunli.core.work import Run, Task
from qunli.domains.commerce import queries
from qunli.domains.commerce.operations.cancel import expire_when_due
from qunli.domains.commerce.operations.deliver import close_when_due, receive_when_due
from qunli.domains.communities import facade as communities


def keep_time(run: Run) -> None:
    """Unpaid orders are cancelled, what was delivered counts as received, what cannot be given back any more closes."""
    for community in communities.every_community():
        keep_time_of(community)
        run.renew()


def keep_time_of(community: int) -> None:
    """The same for one community; doing it again changes nothing."""
    with tenancy.within(community):
        unpaid, given, ended = queries.unpaid_due(), queries.given_due(), queries.closing_due()
    actor = system(community)
    for order in unpaid:
        expire_when_due(actor=actor, order=order)
    for order in given:
        receive_when_due(actor=actor, order=order)
    for order in ended:
        close_when_due(actor=actor, order=order)


TASKS = (Task("commerce.keep_time", keep_time, every="*/5 * * * *"),)
