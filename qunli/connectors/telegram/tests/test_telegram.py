"""Telegram, against a small Bot API on loopback."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from qunli.connectors.telegram import PLATFORM
from qunli.connectors.telegram.tests.bot_api import ANN, BO, ME, SMALL, TEA, TOKEN, BotApi, refused, update
from qunli.domains.chat.ports import AskPerson, Chat, Edited, Joined, Left, Met, Outgoing, Removed, Said, TryAgain, Who

pytestmark = pytest.mark.row("P2")
HOUSE = Chat("1234567890", "Tea house")
ANNE, BOB = Who("user100200300", "Ann Lee", "annlee"), Who("user100200301", "Bo")
AT = 1732300000000


def with_api(api: BotApi, deed: Callable[[Any], Awaitable[Any]], token: str = TOKEN) -> Any:
    """Do something with a connector that asks this Bot API."""

    async def run() -> Any:
        async with (
            asyncio.timeout(10),
            api.running() as address,
            PLATFORM.open({"token": token, "address": address}) as bot,
        ):
            return await deed(bot)

    return asyncio.run(run())


def the_only(body: Any) -> Any:
    (came,) = PLATFORM.read(body)
    return came


def test_people_and_groups_are_called_as_in_exports() -> None:
    said = the_only(update(1, text="Good morning"))
    assert said == Said(HOUSE, ANNE, "42", AT, "Good morning")
    assert the_only(update(1, chat=SMALL, text="hi")).chat == Chat("987654", "Small")


def test_an_answer_mentions_people_by_handle_and_by_link_after_an_emoji() -> None:
    entities = [
        {"offset": 3, "length": 5, "type": "mention"},
        {"offset": 9, "length": 2, "type": "text_mention", "user": BO},
    ]
    answered = {"message_id": 41, "chat": TEA, "date": 1, "text": "?"}
    said = the_only(update(1, text="🍵 @CyCy Bo look", entities=entities, reply_to_message=answered))
    assert said.mentions == (Who("@cycy", "CyCy", "CyCy"), BOB)
    assert said.reply_to == "41"


def test_a_message_in_a_topic_does_not_answer_the_notice_that_opened_it() -> None:
    opened = {"message_id": 2, "chat": TEA, "date": 1, "forum_topic_created": {"name": "Tea", "icon_color": 1}}
    assert the_only(update(1, text="hi", reply_to_message=opened, is_topic_message=True)).reply_to is None


def test_captions_are_texts_and_media_have_kinds() -> None:
    photo = the_only(update(1, caption="Look", photo=[{"file_id": "A", "width": 90, "height": 90}]))
    assert (photo.text, photo.media) == ("Look", ("image",))
    document = {"file_id": "B", "file_name": "a.pdf", "mime_type": "application/pdf"}
    assert the_only(update(1, document=document)).media == ("file",)
    assert the_only(update(1, animation={"file_id": "C"}, document={"mime_type": "video/mp4"})).media == ("video",)


def test_a_channel_or_a_hidden_administrator_speaks_as_a_chat() -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    said = the_only(update(1, **{"from": anonymous}, sender_chat=TEA, text="Rules"))
    assert said.by == Who("channel1234567890", "Tea house")


def test_a_private_message_is_a_talk() -> None:
    said = the_only(update(1, chat={"id": 100200300, "type": "private", "first_name": "Ann"}, text="/help"))
    assert said.chat == Chat("user100200300", "Ann", direct=True)


def test_changes_movements_and_new_groups_are_understood() -> None:
    edited = the_only(update(1, "edited_message", edit_date=1732300060, text="Better"))
    assert edited == Edited(HOUSE, "42", 1732300060000, "Better")
    assert the_only(update(1, new_chat_members=[ANN])) == Joined(HOUSE, ANNE, AT)
    assert the_only(update(1, new_chat_members=[BO])) == Joined(HOUSE, BOB, AT, ANNE)
    assert the_only(update(1, left_chat_member=ANN)) == Left(HOUSE, ANNE, AT)
    assert the_only(update(1, left_chat_member=BO)) == Removed(HOUSE, BOB, AT, ANNE)
    assert the_only(update(1, new_chat_title="Tea house")) == Met(HOUSE)
    status = {"user": ME, "status": "administrator"}
    assert the_only(update(1, "my_chat_member", message_id=None, new_chat_member=status)) == Met(HOUSE)
    assert PLATFORM.read(update(1, pinned_message={"message_id": 1})) == []


def test_updates_come_in_batches_and_are_confirmed_by_the_next_request_only() -> None:
    api = BotApi(updates=[update(7, text="a"), update(8, text="b"), update(9, text="c")])

    async def hear(bot: Any) -> list[Any]:
        found = []
        async for batch in bot.receive("5"):
            found.append(([raw.id for raw in batch.raws], batch.cursor))
            if len(found) == 2:
                break
        return found

    assert with_api(api, hear) == [(["7", "8"], "9"), (["9"], "10")]
    assert [given["offset"] for method, given in api.asked if method == "getUpdates"] == [5, 9]
    assert [one["update_id"] for one in api.updates] == [9]


def test_after_a_broken_line_it_goes_on_and_what_was_not_confirmed_comes_again_with_its_id() -> None:
    api = BotApi(updates=[update(7, text="a"), update(8, text="b")])

    async def first(bot: Any) -> Any:
        async for batch in bot.receive(""):
            return batch
        return None

    once, again = with_api(api, first), with_api(api, first)
    assert [raw.id for raw in once.raws] == [raw.id for raw in again.raws] == ["7", "8"]
    api.answers["getUpdates"] = [refused(502, "Bad Gateway")]
    with pytest.raises(ConnectionError):
        with_api(api, first)


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
    assert methods == ["banChatMember", "unbanChatMember", "banChatMember", "banChatSenderChat"]
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
