"""Each connector under the runtime that runs it: a message comes in once though it is told again, and what the
community says to the group is said there, as an answer."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from qunli.config.registry import CONNECTORS
from qunli.connectors.discord.tests import shapes as discord
from qunli.connectors.discord.tests.server import Server as DiscordServer
from qunli.connectors.matrix.tests import homeserver as matrix
from qunli.connectors.onebot.tests import program as onebot
from qunli.connectors.satori.tests import service as satori
from qunli.connectors.telegram.tests import bot_api as telegram
from qunli.connectors.wecom.tests import company as wecom
from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.chat import facade as chat
from qunli.domains.chat.connecting import runner, tending, threads
from qunli.domains.chat.connecting.platforms import platforms
from qunli.domains.chat.connection_queries import left_to_people
from qunli.domains.chat.models import Connection, Deed, Group, Message, Movement
from qunli.domains.chat.operations.act_there import say_there
from qunli.domains.chat.operations.connect import connect
from qunli.domains.chat.operations.link_group import link_group
from qunli.domains.chat.tests.talking import messages, tend
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import host

__all__ = ["host"]

pytestmark = [pytest.mark.row("P2"), pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _the_real_platforms(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database is asked where the story runs, so that it is the story's own."""

    async def here(function: Any, *args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    for module in (threads, tending, runner):
        monkeypatch.setattr(module, "in_thread", here)
    monkeypatch.setattr(tending, "LOOK_EVERY", 0.01)
    before = platforms()
    chat.connect_with(CONNECTORS)
    yield
    chat.connect_with(before)


@contextmanager
def beside(running: Any) -> Iterator[Any]:
    """A server in a thread of its own while the story runs; gives what `running` gives."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        given = asyncio.run_coroutine_threadsafe(running.__aenter__(), loop).result(5)
        try:
            yield given
        finally:
            asyncio.run_coroutine_threadsafe(running.__aexit__(None, None, None), loop).result(5)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)


def sent(asked: list[tuple[str, dict[str, Any]]], method: str) -> list[dict[str, Any]]:
    return [params for name, params in asked if name == method]


def goes_both_ways(
    host: Actor, platform: str, settings: dict[str, str], group: str, asked: Any, method: str, connection: int = 0
) -> Any:
    """Told "早上好" again each time the line is opened; what was asked of `method` to say "Tea is ready"."""
    connection = connection or connect(actor=host, platform=platform, settings=settings)
    linked = link_group(actor=host, connection=connection, external_id=group, name="")
    tend(host, connection, lambda: Message.objects.exists())
    row = tend(host, connection, lambda: Connection.objects.filter(state="live").exists())
    assert row.error == ""
    say_there(actor=host, group=linked, text="Tea is ready", key="1", reply_to=1)
    done = lambda: Deed.objects.filter(kind="send", state="done").exists()  # noqa: E731
    tend(host, connection, done)
    assert messages(host, linked) == [(1, "早上好"), (2, "Tea is ready")]
    (said,) = sent(asked() if callable(asked) else asked, method)
    return said


def test_qq_goes_both_ways(host: Actor) -> None:
    program = onebot.Program(tells=[onebot.message()])
    with beside(program.running()) as port:
        settings = {"how": "call", "address": f"ws://127.0.0.1:{port}", "token": onebot.TOKEN}
        said = goes_both_ways(host, "qq", settings, str(onebot.GROUP), program.asked, "send_group_msg")
    assert [segment["data"] for segment in said["message"]] == [{"id": "1001"}, {"text": "Tea is ready"}]


def test_telegram_goes_both_ways(host: Actor) -> None:
    api = telegram.BotApi(updates=[telegram.update(7, text="早上好")])
    with beside(api.running()) as address:
        settings = {"token": telegram.TOKEN, "address": address}
        said = goes_both_ways(host, "telegram", settings, "1234567890", api.asked, "sendMessage")
    assert (said["chat_id"], said["reply_parameters"]["message_id"]) == (telegram.TEA["id"], 42)


def test_discord_goes_both_ways(host: Actor) -> None:
    server = DiscordServer(events=[("MESSAGE_CREATE", discord.message())])
    with beside(server.running()) as address:
        settings = {"token": discord.TOKEN, "address": address}
        method = f"POST /channels/{discord.TEA}/messages"
        said = goes_both_ways(host, "discord", settings, discord.TEA, server.asked, method)
    assert (said["content"], said["message_reference"]["message_id"]) == ("Tea is ready", str(discord.FIRST))
    assert [greeting["op"] for greeting in server.greetings] == [2, *[6] * (len(server.greetings) - 1)]


def known(host: Actor) -> bool:
    """Whether the customer and the group are called as they are there."""
    named = "安安" in {one.name for one in members.find_people(host)[0]}
    return named and Group.objects.filter(name="茶友群").exists()


def test_wecom_tells_who_comes_and_leaves_the_rest_to_a_person(host: Actor) -> None:
    company = wecom.Company()
    with beside(company.running()) as address:
        connection = connect(actor=host, platform="wecom", settings={**wecom.SETTINGS, "address": address})
        linked = link_group(actor=host, connection=connection, external_id=wecom.TEA, name="")
        with tenancy.within(host.here):
            token = Connection.objects.get().token
        told = wecom.pushed(wecom.chat_event("update", "add_member", wecom.ANN))
        for _time in range(2):
            hook = f"/hooks/tea/{token}/?{urlencode(told.query)}"
            answer = Client().post(hook, told.body, content_type="text/xml")
            assert (answer.status_code, answer.content) == (200, b"success")
        say_there(actor=host, group=linked, text="茶好了", key="1")
        row = tend(host, connection, lambda: known(host) and Deed.objects.filter(kind="send", state="person").exists())
    assert (row.state, row.error) == ("live", "")
    with tenancy.within(host.here):
        assert Movement.objects.count() == 1
    assert {one.name for one in members.find_people(host)[0]} == {"张三", "安安"}
    (deed,) = left_to_people(host, connection)
    assert (deed.text, deed.group, len(deed.steps)) == ("茶好了", "茶友群", 2)


def test_matrix_goes_both_ways(host: Actor) -> None:
    server = matrix.Homeserver(timeline=[matrix.text("1", "long ago")])
    with beside(server.running()) as address:
        connection = connect(actor=host, platform="matrix", settings={"address": address, "token": matrix.TOKEN})
        tend(host, connection, lambda: Connection.objects.get().found == [[matrix.ROOM, "Tea house"]])
        server.timeline.append(matrix.text("2", "早上好"))
        server.asked.clear()
        settings = {"address": address, "token": matrix.TOKEN}
        said = goes_both_ways(host, "matrix", settings, matrix.ROOM, server.as_deeds, "send", connection)
    assert (said["body"], said["m.relates_to"]["m.in_reply_to"]["event_id"]) == ("Tea is ready", "$2")


def test_satori_goes_both_ways(host: Actor) -> None:
    service = satori.Service(events=[satori.message(4)], stays=True)
    with beside(service.running()) as address:
        settings = {"address": address, "token": satori.TOKEN}
        said = goes_both_ways(host, "satori", settings, satori.TEA["id"], service.asked, "message.create")
    assert said["content"] == '<quote id="7430000000000001"/>Tea is ready'
