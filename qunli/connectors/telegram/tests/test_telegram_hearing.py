"""What Telegram tells is understood, in batches that are confirmed by the next request."""

from __future__ import annotations

from typing import Any

import pytest

from qunli.connectors.telegram import PLATFORM
from qunli.connectors.telegram.tests.bot_api import ANN, BO, ME, SMALL, TEA, BotApi, refused, update
from qunli.connectors.telegram.tests.line import ANNE, AT, BOB, HOUSE, the_only, with_api
from qunli.domains.chat.ports import Chat, Edited, Joined, Left, Met, Removed, Said, Who

pytestmark = pytest.mark.row("P2")


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
