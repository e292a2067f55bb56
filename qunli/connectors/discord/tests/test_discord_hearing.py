"""What the gateway tells comes in once and nothing of it is lost, however the line ends."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest

from qunli.connectors.discord.tests.line import Listener, has, with_server
from qunli.connectors.discord.tests.server import Server
from qunli.connectors.discord.tests.shapes import FIRST, TEA, THREAD, TOKEN, message
from qunli.domains.chat.ports import AskPerson, TryAgain

pytestmark = pytest.mark.row("P2")


def told(*texts: str) -> list[tuple[str, Any]]:
    return [("MESSAGE_CREATE", message(number, text)) for number, text in enumerate(texts)]


def test_the_bot_identifies_itself_with_what_is_switched_on_and_hears() -> None:
    server = Server(events=told("one", "two"))
    listener = with_server(server, lambda line: Listener().hear(line, has("one", "two")))
    assert listener.said == ["one", "two"]
    (greeting,) = server.greetings
    assert (greeting["op"], greeting["d"]["intents"]) == (2, 1 << 0 | 1 << 1 | 1 << 9 | 1 << 12 | 1 << 15)
    place = msgspec.json.decode(listener.cursor)
    assert (place["session"], place["seq"], place["heard"] >= FIRST + 1) == ("session-1", 4, True)


def test_we_never_close_in_the_way_that_would_end_the_session() -> None:
    server = Server(events=told("one"))
    with_server(server, lambda line: Listener().hear(line, has("one")))
    assert server.closed == [4000]


@pytest.mark.parametrize("end", ["drop", "reconnect", 1001, 4000, 4008])
def test_after_a_broken_line_the_session_is_resumed_and_nothing_is_told_twice(end: int | str) -> None:
    server = Server(events=told("one", "two"), ends=[end])

    async def breaks_once(line: Any) -> Listener:
        listener = Listener()
        with pytest.raises((TryAgain, ConnectionError)):
            await listener.hear(line)
        server.events = [("MESSAGE_CREATE", message(2, "three"))]
        return await listener.hear(line, has("three"))

    listener = with_server(server, breaks_once)
    assert (listener.said, listener.told) == (["one", "two", "three"], 3 + 2 + 2)  # two channels, each time
    again = server.greetings[1]
    assert (again["op"], again["d"]["session_id"], again["d"]["seq"]) == (6, "session-1", 4)


def test_killed_before_an_event_was_stored_it_is_told_again() -> None:
    server = Server(events=told("one", "two", "three"))

    async def dies_after_one(line: Any) -> Listener:
        first = await Listener().hear(line, has("one"))
        return await Listener(first.cursor).hear(line, has("three"))

    assert with_server(server, dies_after_one).said == ["two", "three"]


def test_a_session_that_is_gone_is_begun_anew_and_what_was_written_meanwhile_is_fetched() -> None:
    server = Server(events=told("one"))

    async def loses_the_session(line: Any) -> Listener:
        listener = await Listener().hear(line, has("one"))
        server.forget()
        server.messages[TEA] = [message(n, f"meanwhile {n}", guild_id=None, member=None) for n in range(250)]
        server.messages[THREAD] = [message(300, "in a thread", channel_id=THREAD)]
        with pytest.raises(TryAgain) as lost:
            await listener.hear(line)
        assert 1 <= (lost.value.after or 0) <= 5
        assert "session" not in msgspec.json.decode(listener.cursor)
        server.events = [("MESSAGE_CREATE", message(301, "now"))]
        return await listener.hear(line, has("now"))

    listener = with_server(server, loses_the_session)
    assert listener.said == ["one", *(f"meanwhile {n}" for n in range(1, 250)), "in a thread", "now"]
    assert [greeting["op"] for greeting in server.greetings] == [2, 6, 2]


def test_killed_while_fetching_it_fetches_again() -> None:
    server = Server(events=told("one"))

    async def dies(line: Any) -> Listener:
        listener = await Listener().hear(line, has("one"))
        server.forget()
        server.messages[TEA] = [message(n, f"meanwhile {n}") for n in range(150)]
        with pytest.raises(TryAgain):
            await listener.hear(line)
        await listener.hear(line, has("meanwhile 99"))
        server.messages[TEA].append(message(200, "and more"))
        return await listener.hear(line, has("and more"))

    assert with_server(server, dies).said == ["one", *(f"meanwhile {n}" for n in range(1, 150)), "and more"]


@pytest.mark.parametrize("end", ["invalid", 4007, 4009])
def test_a_session_that_discord_invalidates_is_not_resumed(end: int | str) -> None:
    server = Server(events=told("one"), ends=[end])

    async def hears(line: Any) -> Listener:
        listener = Listener()
        with pytest.raises(TryAgain):
            await listener.hear(line)
        return await listener.hear(line, lambda one: "session-2" in one.cursor)

    assert with_server(server, hears).said == ["one"]
    assert [greeting["op"] for greeting in server.greetings] == [2, 2]


@pytest.mark.parametrize("code", [4004, 4010, 4011, 4012, 4013, 4014])
def test_after_some_closes_a_person_has_to_look(code: int) -> None:
    with pytest.raises(AskPerson):
        with_server(Server(ends=[code]), lambda line: Listener().hear(line))


def test_a_line_that_answers_no_heartbeat_is_dead() -> None:
    server = Server(interval=30, acks=False)
    with pytest.raises(ConnectionError, match="heartbeat"):
        with_server(server, lambda line: Listener().hear(line))
    assert len(server.beats) == 1
    assert server.closed == [4000]


def test_heartbeats_name_the_last_event_that_is_stored() -> None:
    server = Server(events=told("one", "two"), interval=20, ends=["stay"])

    async def listens(line: Any) -> None:
        heard = Listener().hear(line, lambda _listener: len(server.beats) > 3)
        task = asyncio.create_task(heard)
        while len(server.beats) < 4:
            await asyncio.sleep(0.005)
        task.cancel()

    with_server(server, listens)
    assert server.beats[-1] == 4


def test_when_too_many_sessions_were_begun_it_waits() -> None:
    limit = {"total": 1000, "remaining": 0, "reset_after": 14_000, "max_concurrency": 1}
    gate = (200, {"url": "ws://127.0.0.1:9", "shards": 1, "session_start_limit": limit}, {})
    with pytest.raises(TryAgain) as error:
        with_server(Server(answers={"GET /gateway/bot": [gate]}), lambda line: Listener().hear(line))
    assert error.value.after == 14.0


def test_an_error_never_tells_the_token() -> None:
    with pytest.raises(AskPerson) as error:
        with_server(Server(), lambda line: line.check(), f"{TOKEN}-wrong")
    assert TOKEN not in str(error.value)
    assert str(error.value).startswith("Discord does not know this token")
