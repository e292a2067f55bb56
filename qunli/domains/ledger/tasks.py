"""The books are looked at every quarter of an hour, and from their first line on each night."""

from __future__ import annotations

from qunli.core import tenancy
from qunli.core.actor import system
from qunli.core.work import Run, Task
from qunli.domains.communities import facade as communities
from qunli.domains.ledger.models import Account
from qunli.domains.ledger.operations.inspect import inspect


def look(run: Run) -> None:
    """At what is new in each community's books."""
    _look(run, whole=False)


def look_through(run: Run) -> None:
    """At everything."""
    _look(run, whole=True)


def _look(run: Run, *, whole: bool) -> None:
    for community in communities.every_community():
        with tenancy.within(community):
            kept = Account.objects.exists()
        if kept:
            inspect(actor=system(community), whole=whole)
        run.renew()


TASKS = (
    Task("ledger.look", look, every="*/15 * * * *"),
    Task("ledger.look_through", look_through, every="41 3 * * *"),
)
