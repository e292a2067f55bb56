"""Members at their sockets: who comes in, what they hear, and when they are cut off."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.contrib.sessions.models import Session

from qunli.core.actor import Actor
from qunli.core.dispatch import dispatch
from qunli.domains.chat import facade as chat
from qunli.domains.chat.handlers import HANDLERS
from qunli.domains.chat.live import hub as hubs
from qunli.domains.chat.live import watch, writer
from qunli.domains.chat.tests.sockets import Socket, signed_in
from qunli.domains.chat.tests.talk import admitted, texts
from qunli.domains.members import facade as members

pytestmark = pytest.mark.row("P1")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "SOON", 0.02)


@pytest.fixture(autouse=True)
def _own_writer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Its thread ends with the test, so that its connection does."""
    own = writer.Writer()
    monkeypatch.setattr("qunli.domains.chat.sockets.writer", own)
    yield
    own.stop()


@pytest.fixture
def cookies(host: Actor, hall: int) -> dict[str, str]:
    """Sessions of two members, by name."""
    found = {}
    for name in ("Ann", "Bo"):
        user, found[name] = signed_in(f"{name.lower()}@example.org")
        admitted(host, name, user.id)
    return found


def person(host: Actor, name: str) -> int:
    return members.find_people(host, name)[0][0].id


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


def test_another_sites_page_and_strangers_get_no_line(
    host: Actor, stranger: Actor, hall: int, cookies: dict[str, str]
) -> None:
    _, nobody = signed_in("nobody@example.org")

    async def knock(cookie: str, slug: str, origin: str) -> int | None:
        async with Socket(cookie, slug, origin) as line:
            return line.closed

    for cookie, slug, origin in (
        (cookies["Ann"], "tea", "https://evil.example"),
        (cookies["Ann"], "tea", ""),
        (cookies["Ann"], "coffee", "http://here"),
        (nobody, "tea", "http://here"),
        ("", "tea", "http://here"),
        (cookies["Ann"], "none", "http://here"),
    ):
        assert async_to_sync(knock)(cookie, slug, origin) == 4401, (slug, origin)


def test_a_removal_cuts_every_line_of_the_person_at_once(host: Actor, hall: int, cookies: dict[str, str]) -> None:
    def remove() -> None:
        members.remove_member(actor=host, person=person(host, "bo"))
        dispatch(HANDLERS)

    async def talk() -> None:
        async with Socket(cookies["Ann"], "tea") as ann, Socket(cookies["Bo"], "tea") as bo:
            await sync_to_async(remove)()
            await asyncio.wait_for(bo.ended.wait(), 5)
            assert (bo.closed, ann.closed) == (hubs.NO_MEMBER, None)

    async_to_sync(talk)()


@pytest.mark.parametrize("ending", ["session", "password", "account", "membership"])
def test_a_look_at_open_lines_finds_those_that_may_not_stay(
    host: Actor, hall: int, cookies: dict[str, str], ending: str
) -> None:
    bo = members.standings(host.here, [person(host, "bo")])[person(host, "bo")]

    def end(user: int) -> None:
        from qunli.core.models import User

        match ending:
            case "session":
                Session.objects.filter(session_key=cookies["Bo"]).delete()
            case "password":
                account = User.objects.get(id=user)
                account.set_password("another-long-passphrase")
                account.save()
            case "account":
                User.objects.filter(id=user).update(is_active=False)
            case _:
                members.remove_member(actor=host, person=bo.person)

    async def talk() -> None:
        async with Socket(cookies["Ann"], "tea"), Socket(cookies["Bo"], "tea"):
            lines = hubs.hub.lines()
            assert await sync_to_async(watch.unwelcome)(lines) == []
            [line] = [one for one in lines if one.person == bo.person]
            await sync_to_async(end)(line.user)
            assert await sync_to_async(watch.unwelcome)(lines) == [line]

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
