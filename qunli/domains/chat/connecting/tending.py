"""One connection while this process runs it: three loops beside each other hear, understand and do, and a fourth keeps
the lease. When any of them ends, all do.

Killed at any point nothing is lost or doubled: what was heard is stored with the cursor before it is confirmed,
understood in the transaction that marks it, and a deed is marked as begun before the platform is asked.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass, field

from qunli.core.actor import Actor
from qunli.core.lease import LeaseLost
from qunli.domains.chat.connecting.decisions import Pacer
from qunli.domains.chat.connecting.threads import in_thread
from qunli.domains.chat.operations.do_deeds import SAID, Next, begin_deed, deed_done, deed_failed, next_deeds
from qunli.domains.chat.operations.keep_updates import keep_updates
from qunli.domains.chat.operations.run_connection import keep_lease, note_broken, note_live
from qunli.domains.chat.operations.understand import understand
from qunli.domains.chat.ports import AskPerson, Chat, Connector, Outgoing, Platform, Settings, TryAgain, Who

LOOK_EVERY = 0.5
"""Seconds between looks at what others put in line."""
RENEW_EVERY = 2.0
"""Seconds; also how soon somebody who stopped it has it stopped."""
PATIENCE = 60.0
"""Seconds that a platform is given to answer."""


@dataclass
class Tending:
    """`connection` is run by `actor` (a connector in its community) as long as it holds `lease`."""

    connection: int
    actor: Actor
    platform: Platform
    settings: Settings
    cursor: str
    lease: str
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Until the line breaks or the lease is lost; what happened is written down. Never raises, except when
        cancelled."""
        try:
            await self._open()
        except (LeaseLost, asyncio.CancelledError):
            raise
        except AskPerson as error:
            await self._broken(str(error), None, ask_person=True)
        except TryAgain as error:
            await self._broken(str(error), error.after)
        except Exception as error:  # whatever a platform or its library does, the connection is tried again
            await self._broken(f"{type(error).__name__}: {error}", None)

    async def _open(self) -> None:
        async with self.platform.open(self.settings) as connector:
            async with asyncio.timeout(PATIENCE):
                checked = await connector.check()
            await in_thread(note_live, actor=self.actor, connection=self.connection, lease=self.lease, checked=checked)
            loops = [self._hear(connector), self._understand(), self._do(connector), self._hold()]
            tasks = [asyncio.create_task(loop) for loop in loops]
            try:
                ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            finally:
                await _end(tasks)
            for task in ended:
                task.result()

    async def _hear(self, connector: Connector) -> None:
        async with contextlib.aclosing(connector.receive(self.cursor)) as batches:  # type: ignore[type-var]
            async for batch in batches:
                await in_thread(
                    keep_updates, actor=self.actor, connection=self.connection, batch=batch, lease=self.lease
                )
                self._news.set()
        raise TryAgain("the platform closed the line")

    async def _understand(self) -> None:
        while True:
            if not await in_thread(understand, actor=self.actor, connection=self.connection, lease=self.lease):
                with contextlib.suppress(TimeoutError):
                    # Not wait_for, which on Python 3.11 may swallow that this task is cancelled.
                    async with asyncio.timeout(LOOK_EVERY):
                        await self._news.wait()
                self._news.clear()

    async def _do(self, connector: Connector) -> None:
        pacer = Pacer(self.platform.pace)
        while True:
            deeds = await in_thread(
                next_deeds,
                actor=self.actor,
                connection=self.connection,
                lease=self.lease,
                keyed=self.platform.keyed,
                keyed_for=self.platform.keyed_for,
            )
            ready = [one for one in deeds if not pacer.wait(one.lane, time.monotonic())]
            for deed in ready:
                if pacer.wait(deed.lane, time.monotonic()):
                    break  # those before it have used up what may be sent now
                pacer.sent(deed.lane, time.monotonic())
                await self._do_one(connector, deed)
            if not ready:
                await asyncio.sleep(LOOK_EVERY)

    async def _do_one(self, connector: Connector, deed: Next) -> None:
        if not await in_thread(
            begin_deed, actor=self.actor, connection=self.connection, lease=self.lease, deed=deed.id
        ):
            return
        try:
            async with asyncio.timeout(PATIENCE):
                sent, people = await carry_out(connector, deed)
        except TryAgain as error:
            await self._failed(deed, str(error), error.after, ask_person=False)
        except AskPerson as error:
            await self._failed(deed, str(error), None, ask_person=True)
        except Exception as error:
            harmless = self.platform.keyed or deed.kind not in SAID
            said = f"{type(error).__name__}: {error}"
            await self._failed(deed, said, None, ask_person=not harmless, unsure=True)
        else:
            await in_thread(
                deed_done,
                actor=self.actor,
                deed=deed.id,
                external_id=sent,
                people=people,
                restricts_for=self.platform.restricts_for,
                timed=self.platform.timed,
            )

    async def _failed(
        self, deed: Next, error: str, after: float | None, *, ask_person: bool, unsure: bool = False
    ) -> None:
        await in_thread(
            deed_failed,
            actor=self.actor,
            deed=deed.id,
            error=error,
            after=after,
            ask_person=ask_person,
            unsure=unsure or deed.unsure,
        )

    async def _hold(self) -> None:
        while True:
            await asyncio.sleep(RENEW_EVERY)
            await in_thread(keep_lease, actor=self.actor, connection=self.connection, lease=self.lease)

    async def _broken(self, error: str, after: float | None, *, ask_person: bool = False) -> None:
        await in_thread(
            note_broken,
            actor=self.actor,
            connection=self.connection,
            lease=self.lease,
            error=error,
            after=after,
            ask_person=ask_person,
        )


async def carry_out(connector: Connector, deed: Next) -> tuple[str, list[Who]]:
    """Ask the platform; what it calls the message sent, and the people it told of."""
    body, lane = deed.body, deed.lane
    match deed.kind:
        case "send" | "direct" | "welcome":
            chat = Chat(lane, direct=deed.kind != "send")
            return await connector.send(Outgoing(chat, deed.key, body["text"], body.get("reply_to"))), []
        case "edit":
            return await connector.send(Outgoing(Chat(lane), deed.key, body["text"], replaces=deed.message)), []
        case "delete":
            await connector.delete(lane, deed.message)
        case "remove":
            await connector.remove(lane, body["person"], bool(body.get("ban")))
        case "restrict":
            await connector.restrict(lane, body["person"], body.get("until"))
        case "members":
            return "", list(await connector.members(lane))
    return "", []


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
