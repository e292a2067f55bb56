"""Runs every connection that is wanted, in one event loop beside the worker; several processes share them by leases."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading

from django.conf import settings
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import system
from qunli.core.lease import LeaseLost
from qunli.core.refusals import Refusal
from qunli.domains.chat.connecting.platforms import platform
from qunli.domains.chat.connecting.secrets import opened
from qunli.domains.chat.connecting.tending import Tending
from qunli.domains.chat.connecting.threads import in_thread
from qunli.domains.chat.models import Connection
from qunli.domains.chat.operations.run_connection import let_go, note_broken, take_lease
from qunli.domains.communities import facade as communities

LOOK_EVERY = 1.0
log = logging.getLogger(__name__)


class Runner:
    """`run` blocks until `stop` is called from another thread."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._running: dict[int, asyncio.Task[None]] = {}

    def run(self) -> None:
        """Errors of the loop itself are logged and it goes on."""
        asyncio.run(self._run())

    def stop(self) -> None:
        """Let every connection go; another process may take them over at once."""
        self._stopping.set()

    async def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                await self.look()
            except Exception:
                log.exception("the runner of connections stumbled; it goes on")
            await asyncio.sleep(LOOK_EVERY)
        await self.end()

    async def look(self) -> None:
        """Take up what is wanted, due and free."""
        for id in [id for id, task in self._running.items() if task.done()]:
            del self._running[id]
        for id, community in await in_thread(wanted):
            if id not in self._running:
                tending = await in_thread(take_up, id, community)
                if tending is not None:
                    self._running[id] = asyncio.create_task(_tend(tending))

    async def end(self) -> None:
        """All connections are closed and let go."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._running.clear()


async def _tend(tending: Tending) -> None:
    try:
        with contextlib.suppress(LeaseLost):
            await tending.run()
    except asyncio.CancelledError:
        await in_thread(let_go, actor=tending.actor, connection=tending.connection, lease=tending.lease)
        raise


def wanted() -> list[tuple[int, int]]:
    """Connections that nobody runs, with their communities."""
    now = timezone.now()
    found: list[tuple[int, int]] = []
    with tenancy.across_communities("whoever runs connections runs those of all communities"):
        rows = Connection.objects.filter(wanted=True, due__lte=now).exclude(leased_until__gte=now)
        found = list(rows.order_by("due").values_list("id", "community_id"))
    standing = {one.id for one in communities.some_communities({community for _id, community in found})}
    return [pair for pair in found if pair[1] in standing]


def take_up(connection: int, community: int) -> Tending | None:
    """What is needed to run a connection, now held by this process; null when another was faster, or when its
    credentials cannot be read."""
    actor = system(community)
    lease = take_lease(actor=actor, connection=connection)
    if lease is None:
        return None
    with tenancy.within(community):
        row = Connection.objects.get(id=connection)
        try:
            return Tending(row.id, actor, platform(row.platform), settings_of(row), row.cursor, lease)
        except Refusal as refusal:
            why = str(refusal.sentence)
    note_broken(actor=actor, connection=connection, lease=lease, error=why, after=None, ask_person=True)
    return None


def settings_of(row: Connection) -> dict[str, str]:
    """Everything that was filled in, and the address at which the connection is told things. Raises `Conflict`."""
    slug = communities.community(row.community_id).slug
    hook = f"{settings.ORIGIN}/hooks/{slug}/{row.token}/" if settings.ORIGIN else ""
    return {**row.settings, **opened(row.secrets), "hook": hook, "connection": str(row.id)}
