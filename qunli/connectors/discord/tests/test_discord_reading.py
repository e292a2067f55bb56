"""What Discord's events mean."""

from __future__ import annotations

from typing import Any

import pytest

from qunli.connectors.discord import PLATFORM
from qunli.connectors.discord.reading import moment
from qunli.connectors.discord.tests.line import ANNE, HOUSE, OFFICE, Listener, has, with_server
from qunli.connectors.discord.tests.server import Server
from qunli.connectors.discord.tests.shapes import ANN, BO, FIRST, GUILD, STAFF, TEA, THREAD, message
from qunli.domains.chat.ports import Came, Chat, Deleted, Edited, Joined, Left, Met, Profile, Said, Who

pytestmark = pytest.mark.row("P2")
AT = moment(str(FIRST))
MEMBER = {"guild_id": GUILD, "user": BO, "nick": "波波", "roles": [], "joined_at": "2025-01-18T12:00:00.000000+00:00"}


def heard(*events: tuple[str, Any]) -> list[Came]:
    """What these become on their way through the line; channels that are met at the beginning left out."""
    server = Server(events=[*events, ("MESSAGE_CREATE", message(99, "the end"))])
    listener = with_server(server, lambda line: Listener().hear(line, has("the end")))
    came = [one for body in listener.kept.values() for one in PLATFORM.read(body)]
    assert came[:2] == [Met(HOUSE), Met(OFFICE)]
    return came[2:-1]


def said(**more: Any) -> Said:
    (one,) = heard(("MESSAGE_CREATE", message(0, more.pop("content", "早上好"), **more)))
    assert isinstance(one, Said)
    return one


def test_a_message_comes_in_with_its_author_group_and_time() -> None:
    assert said() == Said(HOUSE, ANNE, str(FIRST), AT, "早上好")
    assert moment("175928847299117063") == 1_462_015_105_796  # the example of the documentation


def test_signs_become_names_and_files_their_kinds() -> None:
    one = said(
        content="<@300000000000000003> look <:tea:123456789012345678> <@&5>",
        mentions=[{**BO, "member": {"nick": "波波"}}],
        attachments=[{"id": "1", "content_type": "image/png"}, {"id": "2", "content_type": "application/pdf"}],
        sticker_items=[{"id": "3", "name": "x", "format_type": 1}],
    )
    assert one.text == "@波波 look :tea: <@&5>"
    assert one.mentions == (Who(BO["id"], "波波", "bo"),)
    assert one.media == ("image", "file", "sticker")


def test_a_reply_names_the_message_answered_and_a_forward_holds_what_was_forwarded() -> None:
    reply = {"type": 0, "message_id": str(FIRST - 1), "channel_id": TEA, "guild_id": GUILD}
    assert said(type=19, message_reference=reply).reply_to == str(FIRST - 1)
    elsewhere = {"type": 1, "message_id": "5", "channel_id": "6"}
    shots = [{"message": {"content": "buy this", "attachments": [{"content_type": "image/png"}]}}]
    forward = said(content="", message_reference=elsewhere, message_snapshots=shots)
    assert (forward.text, forward.media, forward.reply_to) == ("buy this", ("image",), None)


def test_what_is_said_in_a_thread_belongs_to_the_channel_it_was_opened_in() -> None:
    assert said(channel_id=THREAD).chat == HOUSE


def test_a_private_message_is_a_talk_and_notices_are_nothing() -> None:
    alone = message(0, "/rules")
    del alone["guild_id"], alone["member"]
    assert PLATFORM.read({"t": "MESSAGE_CREATE", "d": alone, "chat": None}) == [
        Said(Chat(ANN["id"], "安安", direct=True), Who(ANN["id"], "安安", "ann"), str(FIRST), AT, "/rules")
    ]
    assert heard(("MESSAGE_CREATE", message(0, "", type=7)), ("TYPING_START", {"channel_id": TEA})) == []


def test_edits_and_deletions_are_understood_but_not_a_preview_that_appears() -> None:
    edited = message(0, "更好", edited_timestamp="2025-01-18T12:00:00.000000+00:00")
    came = heard(
        ("MESSAGE_UPDATE", message(1, "with a preview")),
        ("MESSAGE_UPDATE", edited),
        ("MESSAGE_DELETE", {"id": "5", "channel_id": TEA, "guild_id": GUILD}),
        ("MESSAGE_DELETE_BULK", {"ids": ["6", "7"], "channel_id": STAFF, "guild_id": GUILD}),
    )
    assert came == [
        Edited(HOUSE, str(FIRST), 1_737_201_600_000, "更好"),
        Deleted(HOUSE, ("5",)),
        Deleted(OFFICE, ("6", "7")),
    ]


def test_whoever_comes_or_goes_does_so_in_the_channels_that_everybody_sees() -> None:
    came = heard(("GUILD_MEMBER_ADD", MEMBER), ("GUILD_MEMBER_REMOVE", {"guild_id": GUILD, "user": BO}))
    assert came[0] == Joined(HOUSE, Who(BO["id"], "波波", "bo"), 1_737_201_600_000)
    (left,) = came[1:]
    assert isinstance(left, Left)
    assert (left.chat, left.who) == (HOUSE, Who(BO["id"], "bo", "bo"))


def test_a_new_name_and_a_new_channel_are_noticed() -> None:
    news = {"id": "940000000000000000", "type": 5, "name": "news", "guild_id": GUILD, "permission_overwrites": []}
    profile, met = heard(("GUILD_MEMBER_UPDATE", MEMBER), ("CHANNEL_CREATE", news))
    assert isinstance(profile, Profile)
    assert (profile.who.name, met) == ("波波", Met(Chat("940000000000000000", "茶馆 / #news")))
