"""A community whose group is a room of a real Matrix homeserver, for the slow story about it."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import msgspec
import pytest

from conftest import need
from qunli.config.registry import CONNECTORS, HANDLERS, TASKS
from qunli.core import tenancy, work
from qunli.core.actor import Actor, system
from qunli.core.dispatch import dispatch
from qunli.domains.chat import facade as chat
from qunli.domains.chat.connecting import runner, tending, threads
from qunli.domains.chat.connecting.platforms import platforms
from qunli.domains.chat.models import Connection, Deed, Message
from qunli.domains.chat.operations.connect import connect
from qunli.domains.chat.operations.link_group import bridge_groups, link_group
from qunli.domains.chat.ports import NoScreening, Utterance
from qunli.domains.chat.tests.talking import messages
from qunli.domains.members import facade as members
from qunli.domains.moderation import facade as moderation
from qunli.domains.moderation import presets
from tools import synapse

KEYS = itertools.count(1)
V3 = "/_matrix/client/v3"


@dataclass
class Person:
    """Somebody with a Matrix client."""

    server: synapse.Synapse
    id: str
    token: str

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        return self.server.ask(method, f"{V3}/{path}", self.token, body)

    def say(self, room: str, text: str, **more: Any) -> str:
        content = {"msgtype": "m.text", "body": text, **more}
        sent = self.ask("PUT", f"rooms/{room}/send/m.room.message/{next(KEYS)}", content)
        return str(sent["event_id"])

    def may_speak(self, room: str) -> bool:
        try:
            self.say(room, "May I?")
        except HTTPError as error:
            if error.code != 403:
                raise
            return False
        return True

    def reads(self, room: str) -> list[tuple[str, str]]:
        """Who said what, as a client shows it: without what was taken away, edits in place."""
        events = self.ask("GET", f"rooms/{room}/messages?dir=b&limit=200")["chunk"][::-1]
        shown: dict[str, tuple[str, str]] = {}
        for event in events:
            content = event["content"]
            relation = content.get("m.relates_to") or {}
            if event["type"] != "m.room.message" or "body" not in content:
                continue
            id = relation["event_id"] if relation.get("rel_type") == "m.replace" else event["event_id"]
            text = content.get("m.new_content", content)["body"]
            by = event["sender"].removeprefix("@").partition(":")[0]
            if id == event["event_id"] or (id in shown and shown[id][0] == by):
                shown[id] = (by, text)
        return list(shown.values())


@dataclass
class Qunli:
    """The runner of connections and the worker, in this thread, until something holds."""

    host: Actor

    def until(self, holds: Callable[[], bool], seconds: float = 15) -> None:
        asyncio.run(self._until(holds, seconds))

    async def _until(self, holds: Callable[[], bool], seconds: float) -> None:
        running, end = runner.Runner(), time.monotonic() + seconds
        try:
            while True:
                await running.look()
                await asyncio.sleep(0.05)
                while dispatch(HANDLERS) or work.work_off({task.name: task for task in TASKS}):
                    pass
                with tenancy.within(self.host.here):
                    if holds():
                        return
                    found = list(Deed.objects.exclude(state="done").values_list("kind", "state", "error", "body"))
                    row = Connection.objects.values_list("state", "error").first()
                    said = list(Message.objects.values_list("group", "seq", "text"))
                assert time.monotonic() < end, (row, found, said)
        finally:
            await running.end()


@pytest.fixture(autouse=True)
def _the_real_platforms(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database is asked where the story runs, so that it is the story's own; the standard policies are in force."""

    async def here(function: Any, *args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    for module in (threads, tending, runner):
        monkeypatch.setattr(module, "in_thread", here)
    monkeypatch.setattr(tending, "LOOK_EVERY", 0.05)
    before = platforms()
    chat.connect_with(CONNECTORS)
    chat.screen_with(moderation.screening())
    yield
    chat.screen_with(NoScreening())
    chat.connect_with(before)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[synapse.Synapse]:
    need(synapse.python(), "Synapse (make synapse)")
    made = synapse.Synapse(tmp_path / "synapse")
    made.start()
    yield made
    made.stop()


@dataclass
class House:
    """The room `tea` there is the group `group` here, bridged to our own group `web`. Owner, Ann and Bo are in the
    room; Cy is a member who writes in the web group only."""

    server: synapse.Synapse
    host: Actor
    qunli: Qunli
    owner: Person
    ann: Person
    bo: Person
    bot: Person
    tea: str = ""
    group: int = 0
    web: int = 0
    cy: int = 0

    def say_here(self, text: str, **more: Any) -> None:
        """Cy, on the page of the web group."""
        identity = members.standings(self.host.here, [self.cy])[self.cy].identity or 0
        now = time.time_ns() // 1_000_000
        said = Utterance(self.web, self.cy, identity, f"k{next(KEYS)}", now, text, **more)
        (receipt,) = chat.receive(actor=system(self.host.here), batch=[said])
        assert receipt.effect == "pass"

    def in_tea(self) -> list[tuple[int | None, str]]:
        return messages(self.host, self.group)

    def in_web(self) -> list[tuple[int | None, str]]:
        return messages(self.host, self.web)

    def person(self, name: str) -> int:
        (found,), _count = members.find_people(self.host, name)
        return found.id


def nothing_waits() -> bool:
    """No deed is in line."""
    return not Deed.objects.filter(state="waiting").exists()


@pytest.fixture
def house(host: Actor, server: synapse.Synapse) -> House:
    """Connected and linked: our account accepted the invitation that the operator named, and no other."""
    people = [Person(server, *server.user(name)) for name in ("owner", "ann", "bo", "qunli")]
    made = House(server, host, Qunli(host), *people)
    rules = presets.preset("standard")
    rules.lines = [line for line in rules.lines if line.id == "ads"]  # much is said here within a minute
    moderation.put_in_force(actor=host, rules=msgspec.to_builtins(rules))
    _own, *guests = [one.id for one in people]
    made.tea = made.owner.ask("POST", "createRoom", {
        "name": "Tea house", "preset": "private_chat", "invite": guests,
        "power_level_content_override": {"users": {made.bot.id: 100}},
    })["room_id"]  # fmt: skip
    made.owner.ask("POST", "createRoom", {"name": "Not ours", "invite": [made.bot.id]})
    for one in (made.ann, made.bo):
        one.ask("POST", f"join/{made.tea}")
    settings = {"address": server.address, "token": made.bot.token, "rooms": made.tea}
    connection = connect(actor=host, platform="matrix", settings=settings)
    made.qunli.until(lambda: [made.tea, "Tea house"] in Connection.objects.get().found)
    assert made.bot.ask("GET", "joined_rooms")["joined_rooms"] == [made.tea]
    made.group = link_group(actor=host, connection=connection, external_id=made.tea)
    made.web = chat.open_group(actor=host, name="Web")
    bridge_groups(actor=host, one=made.group, other=made.web)
    made.qunli.until(nothing_waits)
    made.cy = members.admit(actor=host, name="Cy")
    return made
