"""A platform that lives in memory, for stories about connections: what it was asked, what it will answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.chat.connecting import runner
from qunli.domains.chat.connecting.tending import Tending
from qunli.domains.chat.models import Connection, Deed, Group, Message
from qunli.domains.chat.ports import (
    Arrived,
    Batch,
    Came,
    Chat,
    Checked,
    Deleted,
    Edited,
    Joined,
    Left,
    Met,
    Outgoing,
    Pace,
    Platform,
    Profile,
    Raw,
    Removed,
    Said,
    Setting,
    Who,
)  # fmt: skip

KINDS = {one.__name__: one for one in (Said, Edited, Deleted, Joined, Left, Removed, Profile, Met, Arrived)}
TEA = Chat("tea", "Tea house")
BO, CY = Who("bo", "Bo"), Who("cy", "Cy")
CAN = frozenset({"send", "direct", "edit", "delete", "remove", "restrict", "members"})


@dataclass
class There:
    """The platform. `tells` are batches to hear; `refuses` maps a deed's kind to what is raised once each."""

    tells: list[tuple[str, list[Came]]] = field(default_factory=list)
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    refuses: dict[str, list[Exception]] = field(default_factory=dict)
    people: list[Who] = field(default_factory=list)
    can: frozenset[Any] = CAN
    cursors: list[str] = field(default_factory=list)
    closed: bool = False

    async def receive(self, cursor: str) -> AsyncIterator[Batch]:
        self.cursors.append(cursor)
        for number, came in [one for one in self.tells if one[0] > cursor]:
            yield Batch([Raw(f"{number}.{place}", as_raw(one)) for place, one in enumerate(came)], number)
        while not self.closed:
            await asyncio.sleep(0.01)

    async def send(self, message: Outgoing) -> str:
        self._do("send", message)
        return f"m{len(self.asked)}"

    async def remove(self, chat: str, person: str, ban: bool) -> None:
        self._do("remove", chat, person, ban)

    async def restrict(self, chat: str, person: str, until: int | None) -> None:
        self._do("restrict", chat, person, until)

    async def delete(self, chat: str, message: str) -> None:
        self._do("delete", chat, message)

    async def members(self, chat: str) -> Sequence[Who]:
        self._do("members", chat)
        return self.people

    async def check(self) -> Checked:
        self._do("check")
        return Checked("bot", "our_bot", self.can)

    def _do(self, kind: str, *what: Any) -> None:
        waiting = self.refuses.get(kind)
        if waiting:
            raise waiting.pop(0)
        if kind not in ("check", "members"):
            self.asked.append((kind, *what))

    @property
    def sent(self) -> list[tuple[str, str]]:
        """Chat and text of everything that was sent."""
        return [(one[1].chat.id, one[1].text) for one in self.asked if one[0] == "send"]


def as_raw(one: Came) -> dict[str, Any]:
    return {"what": type(one).__name__, "with": msgspec.to_builtins(one)}


def read(body: Mapping[str, Any]) -> list[Came]:
    return [msgspec.convert(body["with"], KINDS[body["what"]])]


def platform_of(there: There, **how: Any) -> Platform:
    @asynccontextmanager
    async def open_there(_settings: Mapping[str, str]) -> AsyncIterator[There]:
        yield there

    settings = (Setting("token", "Token", secret=True), Setting("server", "Server", default="https://there.example"))
    made: dict[str, Any] = {"pace": Pace((100, 1.0), (100, 1.0)), **how}
    return Platform("there", "There", settings, CAN, open_there, read, **made)


def said(id: str, text: str, by: Who = BO, chat: Chat = TEA, **more: Any) -> Said:
    return Said(chat, by, id, 1_700_000_000_000 + len(id), text, **more)


def tend(host: Actor, connection: int, until: Callable[[], bool], seconds: float = 5) -> Connection:
    """Run a connection as the runner does until something holds; what it is afterwards."""

    async def run() -> Connection:
        tending = runner.take_up(connection, host.here)
        assert tending is not None
        task = asyncio.create_task(_quietly(tending))
        end = asyncio.get_running_loop().time() + seconds
        while not task.done() and asyncio.get_running_loop().time() < end:
            with tenancy.within(host.here):
                if until():
                    break
            await asyncio.sleep(0.01)
        with tenancy.within(host.here):
            assert until(), list(Deed.objects.values_list("kind", "state", "error"))
            row = Connection.objects.get(id=connection)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return row

    row = asyncio.run(run())
    with tenancy.within(host.here):
        Connection.objects.filter(id=connection).update(lease="", leased_until=None)
    return row


async def _quietly(tending: Tending) -> None:
    await runner._tend(tending)


def messages(host: Actor, group: int) -> list[tuple[int | None, str]]:
    with tenancy.within(host.here):
        return list(Message.objects.filter(group_id=group).order_by("seq").values_list("seq", "text"))


def group_called(host: Actor, external_id: str) -> Group:
    with tenancy.within(host.here):
        return Group.objects.get(external_id=external_id)
