"""Who gets no line, and whose line is cut off."""

from __future__ import annotations

import asyncio

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.contrib.sessions.models import Session

from qunli.core.actor import Actor
from qunli.core.dispatch import dispatch
from qunli.domains.chat.handlers import HANDLERS
from qunli.domains.chat.live import hub as hubs
from qunli.domains.chat.live import watch
from qunli.domains.chat.tests.sessions import _own_threads, _quick, cookies, person
from qunli.domains.chat.tests.sockets import Socket, signed_in
from qunli.domains.members import facade as members

__all__ = ["_own_threads", "_quick", "cookies"]

pytestmark = pytest.mark.row("P1")


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
