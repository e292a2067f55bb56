"""Members at their sockets: what they say and what they hear."""

from __future__ import annotations

import pytest
from asgiref.sync import async_to_sync

from qunli.core.actor import Actor
from qunli.domains.chat import facade as chat
from qunli.domains.chat.tests.sessions import _own_threads, _quick, cookies
from qunli.domains.chat.tests.sockets import Socket
from qunli.domains.chat.tests.talk import texts

__all__ = ["_own_threads", "_quick", "cookies"]

pytestmark = pytest.mark.row("P1")


def test_what_one_says_all_hear_after_it_is_kept(host: Actor, hall: int, cookies: dict[str, str]) -> None:
    async def talk() -> None:
        async with Socket(cookies["Ann"], "tea") as ann, Socket(cookies["Bo"], "tea") as bo:
            for one in (ann, bo):
                one.say("listen", group=hall)
                await one.next("listening")
            ann.say("send", key="k1", group=hall, text="水温？")
            ack, heard = await ann.next("ack"), await bo.next("message")
            assert (ack["key"], ack["seq"]) == ("k1", 1)
            assert (heard["message"]["seq"], heard["message"]["text"], heard["message"]["name"]) == (1, "水温？", "Ann")
            ann.say("send", key="k1", group=hall, text="水温？")
            assert (await ann.next("ack"))["seq"] == 1

    async_to_sync(talk)()
    assert texts(host, hall) == [(1, "水温？")]


def test_a_refusal_is_said_in_the_members_language(host: Actor, hall: int, cookies: dict[str, str]) -> None:
    async def talk() -> list[str]:
        said = []
        for language in ("en", "zh-hans"):
            async with Socket(cookies["Ann"], "tea", language=language) as ann:
                ann.say("send", key=f"k-{language}", group=hall, text="  ")
                said.append((await ann.next("refused"))["sentence"])
        return said

    assert async_to_sync(talk)() == ["Write something first.", "先写点什么。"]
    assert texts(host, hall) == []


def test_after_a_break_a_line_is_given_what_it_missed(host: Actor, hall: int, cookies: dict[str, str]) -> None:
    async def talk() -> None:
        async with Socket(cookies["Ann"], "tea") as ann:
            for number in range(3):
                ann.say("send", key=f"k{number}", group=hall, text=f"message {number}")
                await ann.next("ack")
        async with Socket(cookies["Bo"], "tea") as bo:
            bo.say("listen", group=hall, since=1)
            assert [(await bo.next("message"))["message"]["seq"] for _ in range(2)] == [2, 3]
            assert (await bo.next("listening"))["present"] == 1

    async_to_sync(talk)()


def test_who_looks_elsewhere_learns_that_there_is_news_and_who_is_here_is_shown(
    host: Actor, hall: int, cookies: dict[str, str]
) -> None:
    other = chat.open_group(actor=host, name="Kitchen")

    async def talk() -> None:
        async with Socket(cookies["Ann"], "tea") as ann, Socket(cookies["Bo"], "tea") as bo:
            bo.say("listen", group=other)
            ann.say("listen", group=hall)
            await bo.next("here")
            await ann.next("here")
            ann.say("send", key="k", group=hall, text="secret of the hall")
            assert await bo.next("news") == {"t": "news", "group": hall, "seq": 1}
            await bo.nothing("message")
            bo.say("listen", group=hall)
            assert (await ann.next("here"))["count"] == 2
            bo.say("typing")
            assert (await ann.next("typing"))["name"] == "Bo"

    async_to_sync(talk)()


def test_hostile_frames_are_answered_and_change_nothing(host: Actor, hall: int, cookies: dict[str, str]) -> None:
    async def talk() -> None:
        async with Socket(cookies["Ann"], "tea") as ann:
            for fields in (
                {"group": -1, "key": "a", "text": "x"},
                {"group": 10**30, "key": "a", "text": "x"},
                {"group": hall, "key": "a", "text": "x", "mentions": list(range(51))},
                {"group": hall, "key": "a", "text": "x", "kind": "card"},
                {"group": hall, "key": "a", "text": None},
            ):
                ann.say("send", **fields)
                assert "load it anew" in (await ann.next("error"))["sentence"]
            ann.say("nonsense")
            await ann.next("error")
            ann.say("listen", group=hall + 99)
            await ann.next("error")
            ann.say("ping")
            await ann.next("pong")

    async_to_sync(talk)()
    assert texts(host, hall) == []
