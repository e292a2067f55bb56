"""What is done over Satori: sending, muting, removing; and what a service refuses."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from qunli.connectors.satori import PLATFORM
from qunli.connectors.satori.tests.line import ANNE, HOUSE, heard, with_service
from qunli.connectors.satori.tests.service import ANN, LOGIN, TEA, Service, message
from qunli.domains.chat.ports import (
    AskPerson,
    Chat,
    Outgoing,
    TryAgain,
    Who,
)

pytestmark = pytest.mark.row("P2")


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
