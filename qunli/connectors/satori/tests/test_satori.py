"""A Satori service, played by a small one on loopback."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from qunli.connectors.satori import PLATFORM
from qunli.connectors.satori.tests.service import ANN, LOGIN, ME, TEA, TOKEN, Service, event, message
from qunli.domains.chat.ports import (
    AskPerson,
    Chat,
    Deleted,
    Edited,
    Joined,
    Left,
    Met,
    Outgoing,
    Removed,
    Said,
    TryAgain,
    Who,
)

pytestmark = pytest.mark.row("P2")
HOUSE = Chat("87654321", "茶馆")
ANNE = Who("red:10001000", "安安-上海", "安安")
AT = 1732300000000
MESSAGE = {"id": "7430000000000001", "content": "更好"}


def with_service(service: Service, deed: Callable[[Any], Awaitable[Any]], **settings: str) -> Any:
    """Do something with a connector that talks to this service."""

    async def run() -> Any:
        async with (
            asyncio.timeout(10),
            service.running() as address,
            PLATFORM.open({"address": address, "token": TOKEN, **settings}) as line,
        ):
            await line.check()
            return await deed(line)

    return asyncio.run(run())


async def heard(line: Any, cursor: str = "") -> list[tuple[str, str]]:
    """Ids of what comes until the line breaks, with the cursor after each batch."""
    return [(raw.id, batch.cursor) async for batch in line.receive(cursor) for raw in batch.raws]


def the_only(body: Any) -> Any:
    (came,) = PLATFORM.read(body)
    return came


def test_a_message_comes_in_with_its_author_group_and_time() -> None:
    assert the_only(message()) == Said(HOUSE, ANNE, "7430000000000001", AT, "早上好")


def test_elements_become_text_mentions_media_and_the_message_answered() -> None:
    content = (
        '<quote id="743"><author id="5"/>quoted <b>text</b></quote><at id="10002000" name="波波"/> A &amp; B '
        '&lt;3<img src="https://x/y.png"/><br/>ok <at type="all"/>'
    )
    said = the_only(message(1, content))
    assert (said.reply_to, said.text) == ("743", "@波波 A & B <3\nok @all")
    assert (said.mentions, said.media) == ((Who("red:10002000", "波波"),), ("image",))
    assert the_only(message(1, "yes", quote={"id": "744", "content": "?"})).reply_to == "744"


def test_a_private_message_is_a_talk_and_our_own_are_marked() -> None:
    private = event(1, message=MESSAGE, channel={"id": "private:10001000", "type": 1}, guild=None, member=None)
    said = the_only(private)
    assert (said.chat, said.own) == (Chat("red:10001000", "安安", direct=True), False)
    assert the_only(event(1, message=MESSAGE, user=ME, member=None)).own


def test_changes_and_movements_are_understood() -> None:
    assert the_only(event(1, "message-updated", message=MESSAGE)) == Edited(HOUSE, MESSAGE["id"], AT, "更好")
    assert the_only(event(1, "message-deleted", message=MESSAGE)) == Deleted(HOUSE, (MESSAGE["id"],))
    operator = {"id": "7", "name": "七"}
    assert the_only(event(1, "guild-member-added")) == Joined(HOUSE, ANNE, AT)
    assert the_only(event(1, "guild-member-removed", channel=None)) == Left(HOUSE, ANNE, AT)
    removed = the_only(event(1, "guild-member-removed", operator=operator))
    assert removed == Removed(HOUSE, ANNE, AT, Who("red:7", "七", "七"))
    assert the_only(event(1, "guild-added", user=None, channel=None)) == Met(HOUSE)
    assert PLATFORM.read(event(1, "reaction-added")) == []


def test_events_of_the_first_version_name_their_login_themselves() -> None:
    old = {**message(), "login": None, "platform": "red", "self_id": "3889000", "id": 5}
    assert the_only(old).by == ANNE


def test_groups_come_first_then_events_of_our_account_until_the_line_breaks() -> None:
    another = {"sn": 2, "platform": "discord", "user": {"id": "99"}}
    service = Service(events=[message(4), event(5, "reaction-added"), {**message(6), "login": another}, message(7)])
    found = with_service(service, heard)
    assert found == [("g:87654321:茶馆/茶馆", ""), (f"{AT}:4", "4"), (f"{AT}:7", "7")]


def test_after_a_broken_line_it_goes_on_where_it_was_and_the_same_has_the_same_id() -> None:
    service = Service(events=[message(4), message(5)])
    again = with_service(service, lambda line: heard(line, "4"))
    assert again[1:] == [(f"{AT}:5", "5")]
    assert with_service(service, heard)[1:] == [(f"{AT}:4", "4"), (f"{AT}:5", "5")]


def test_a_message_is_sent_escaped_as_an_answer_by_the_account() -> None:
    service = Service()
    sent = with_service(service, lambda line: line.send(Outgoing(HOUSE, "k", '<at type="all"/> & hi', "743")))
    content = '<quote id="743"/>&lt;at type=&quot;all&quot;/&gt; &amp; hi'
    assert (sent, service.asked) == (
        "7430000000000077",
        [("message.create", {"channel_id": "87654321", "content": content})],
    )
    assert (service.headers[0]["Satori-Platform"], service.headers[0]["Satori-User-ID"]) == ("red", "3889000")


def test_one_person_is_written_to_alone_and_a_text_is_replaced() -> None:
    service = Service()

    async def deeds(line: Any) -> str:
        await line.send(Outgoing(Chat("red:10001000", direct=True), "k", "hi"))
        return str(await line.send(Outgoing(HOUSE, "l", "better", replaces="77")))

    assert with_service(service, deeds) == "77"
    assert service.asked[0] == ("user.channel.create", {"user_id": "10001000"})
    assert service.asked[1][1]["channel_id"] == "private:10001000"
    assert service.asked[2] == ("message.update", {"channel_id": "87654321", "message_id": "77", "content": "better"})


def test_somebody_is_muted_unmuted_and_taken_out_of_the_guild_of_the_channel() -> None:
    channel = {"id": "55", "name": "general", "type": 0}
    service = Service(events=[{**message(4), "channel": channel}])

    async def deeds(line: Any) -> None:
        await heard(line)
        service.asked.clear()
        await line.restrict("55", "red:10001000", int((time.time() + 3600) * 1000))
        await line.restrict("55", "red:10001000", None)
        await line.remove("55", "red:10001000", True)
        await line.delete("55", "743")

    with_service(service, deeds)
    muted, free, kicked, deleted = service.asked
    assert 3_590_000 < muted[1].pop("duration") <= 3_600_000
    assert muted == ("guild.member.mute", {"guild_id": TEA["id"], "user_id": "10001000"})
    assert free[1]["duration"] == 0
    assert kicked == ("guild.member.kick", {"guild_id": TEA["id"], "user_id": "10001000", "permanent": True})
    assert deleted == ("message.delete", {"channel_id": "55", "message_id": "743"})


def test_all_pages_of_the_members_are_told() -> None:
    found = with_service(Service(), lambda line: line.members("87654321"))
    assert list(found) == [ANNE, Who("red:3889000", "小助手", "小助手", True)]


async def checked(line: Any) -> Any:
    return await line.check()


def test_good_credentials_name_the_account_and_what_the_platform_can_do() -> None:
    found = with_service(Service(), checked)
    assert (found.account, found.name, found.can) == ("red:3889000", "小助手", PLATFORM.can)
    some = Service(logins=[{**LOGIN, "features": ["message.create", "message.delete", "guild.plain"]}])
    assert with_service(some, checked).can == frozenset({"send", "delete"})


def test_a_wrong_token_is_said_in_one_sentence() -> None:
    with pytest.raises(AskPerson) as error:
        with_service(Service(), checked, token="wrong")
    assert str(error.value) == "The Satori service does not take this token."


def test_an_account_that_is_offline_is_waited_for_and_of_several_one_is_named() -> None:
    offline = Service(logins=[{**LOGIN, "status": 0}])
    with pytest.raises(TryAgain, match="no account that is online"):
        with_service(offline, checked)
    two = Service(logins=[LOGIN, {**LOGIN, "platform": "discord", "user": {**ANN, "id": "99"}}])
    with pytest.raises(AskPerson, match="several accounts"):
        with_service(two, checked)
    assert with_service(two, checked, account="99").account == "discord:99"


def test_too_many_requests_wait_as_long_as_asked_and_a_server_error_leaves_it_open() -> None:
    send = lambda line: line.send(Outgoing(HOUSE, "k", "hi"))  # noqa: E731
    with pytest.raises(TryAgain) as again:
        with_service(Service(answers={"message.create": (429, "", {"Retry-After": "7"})}), send)
    assert again.value.after == 7.0
    with pytest.raises(ConnectionError):
        with_service(Service(answers={"message.create": (502, "", {})}), send)
    with pytest.raises(AskPerson, match="muted"):
        with_service(Service(answers={"message.create": (403, "muted", {})}), send)


def test_an_address_of_something_else_is_said() -> None:
    async def elsewhere() -> None:
        async with (
            asyncio.timeout(10),
            Service().running() as address,
            PLATFORM.open({"address": f"{address}/else"}) as line,
        ):
            await line.check()

    with pytest.raises(AskPerson, match="not an address"):
        asyncio.run(elsewhere())
