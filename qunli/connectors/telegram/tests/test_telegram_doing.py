"""What is done in Telegram, and what is said when it cannot be done."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from qunli.connectors.telegram import PLATFORM
from qunli.connectors.telegram.tests.bot_api import TOKEN, BotApi, refused
from qunli.connectors.telegram.tests.line import ANNE, HOUSE, with_api
from qunli.domains.chat.ports import AskPerson, Chat, Outgoing, TryAgain, Who

pytestmark = pytest.mark.row("P2")


def test_a_message_is_sent_as_an_answer_and_cut_to_what_telegram_takes() -> None:
    api = BotApi()
    assert with_api(api, lambda bot: bot.send(Outgoing(HOUSE, "k", "🍵" * 3000, "41"))) == "77"
    ((method, given),) = api.asked
    assert (method, given["chat_id"], given["text"]) == ("sendMessage", -1001234567890, "🍵" * 2048)
    assert given["reply_parameters"] == {"message_id": 41, "allow_sending_without_reply": True}


def test_a_basic_group_is_found_when_no_supergroup_has_its_number() -> None:
    api = BotApi(chats={-987654})

    async def twice(bot: Any) -> None:
        await bot.send(Outgoing(Chat("987654"), "k", "a"))
        await bot.send(Outgoing(Chat("987654"), "l", "b"))

    with_api(api, twice)
    assert [given["chat_id"] for _method, given in api.asked] == [-1000000987654, -987654, -987654]


def test_one_person_is_written_to_alone_and_a_text_is_replaced() -> None:
    api = BotApi(answers={"editMessageText": [refused(400, "Bad Request: message is not modified: same")]})

    async def deeds(bot: Any) -> str:
        await bot.send(Outgoing(Chat("user100200300", direct=True), "k", "hi"))
        return str(await bot.send(Outgoing(HOUSE, "l", "same", replaces="77")))

    assert with_api(api, deeds) == "77"
    assert (api.asked[0][1]["chat_id"], api.asked[1][1]["message_id"]) == (100200300, 77)


def test_somebody_is_muted_unmuted_taken_out_and_banned() -> None:
    api = BotApi()
    until = int(time.time()) + 3600

    async def deeds(bot: Any) -> None:
        await bot.restrict("1234567890", "user100200300", until * 1000)
        await bot.restrict("1234567890", "user100200300", None)
        await bot.remove("1234567890", "user100200300", False)
        await bot.remove("1234567890", "user100200300", True)
        await bot.remove("1234567890", "channel55", True)

    with_api(api, deeds)
    muted, free = api.asked[0][1], api.asked[1][1]
    assert (muted["until_date"], set(muted["permissions"].values())) == (until, {False})
    assert ("until_date" in free, set(free["permissions"].values())) == (False, {True})
    methods = [method for method, _given in api.asked[2:]]
    assert methods == ["unbanChatMember", "banChatMember", "unbanChatMember", "banChatMember", "banChatSenderChat"]
    assert api.asked[-1][1]["sender_chat_id"] == -1000000000055


def test_a_message_gone_already_is_no_error_and_one_that_must_stay_is_left_to_a_person() -> None:
    gone = BotApi(answers={"deleteMessage": [refused(400, "Bad Request: message to delete not found")]})
    with_api(gone, lambda bot: bot.delete("1234567890", "42"))
    stays = BotApi(answers={"deleteMessage": [refused(400, "Bad Request: message can't be deleted for everyone")]})
    with pytest.raises(AskPerson, match="can't be deleted"):
        with_api(stays, lambda bot: bot.delete("1234567890", "42"))


def test_telegram_tells_the_administrators() -> None:
    found = with_api(BotApi(), lambda bot: bot.members("1234567890"))
    assert list(found) == [ANNE, Who("user110201543", "Tea helper", "tea_bot", True)]


def test_good_credentials_name_the_bot_and_privacy_mode_is_pointed_out() -> None:
    checked = with_api(BotApi(), lambda bot: bot.check())
    assert (checked.account, checked.name, checked.notes) == ("user110201543", "tea_bot", ())
    (note,) = with_api(BotApi(sees_all=False), lambda bot: bot.check()).notes
    assert "/setprivacy" in note


@pytest.mark.parametrize("token", ["110201543:wrong", "not a token", "../getMe"])
def test_a_wrong_token_is_said_in_one_sentence(token: str) -> None:
    with pytest.raises(AskPerson) as error:
        with_api(BotApi(), lambda bot: bot.check(), token)
    assert str(error.value) == "Telegram does not know this token: copy it again from @BotFather."


def test_a_webhook_or_a_rival_is_pointed_out() -> None:
    with pytest.raises(AskPerson, match="by a webhook"):
        with_api(BotApi(webhook="https://else.example/"), lambda bot: bot.check())
    conflict = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    rival = BotApi(answers={"getUpdates": [refused(409, conflict)]})
    with pytest.raises(TryAgain, match="Another program"):
        with_api(rival, lambda bot: anext(bot.receive("")))


def test_too_many_requests_wait_as_long_as_asked_and_a_server_error_leaves_it_open() -> None:
    many = refused(429, "Too Many Requests: retry after 7", retry_after=7)
    api = BotApi(answers={"sendMessage": [many, refused(502, "Bad Gateway")]})
    with pytest.raises(TryAgain) as again:
        with_api(api, lambda bot: bot.send(Outgoing(HOUSE, "k", "hi")))
    assert again.value.after == 7.0
    with pytest.raises(ConnectionError):
        with_api(api, lambda bot: bot.send(Outgoing(HOUSE, "k", "hi")))


def test_an_error_never_tells_the_token() -> None:
    async def nobody_there() -> None:
        async with asyncio.timeout(10), PLATFORM.open({"token": TOKEN, "address": "http://127.0.0.1:9"}) as bot:
            await bot.check()

    with pytest.raises(TryAgain) as error:
        asyncio.run(nobody_there())
    assert TOKEN not in str(error.value)
