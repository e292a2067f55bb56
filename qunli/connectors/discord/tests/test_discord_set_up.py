"""How a Discord bot is set up: what is missing is said."""

from __future__ import annotations

import asyncio

import pytest

from qunli.connectors.discord import PLATFORM
from qunli.connectors.discord.tests.line import with_server
from qunli.connectors.discord.tests.server import Server
from qunli.connectors.discord.tests.shapes import ALL, CONTENT
from qunli.domains.chat.ports import TryAgain

pytestmark = pytest.mark.row("P2")


def test_a_good_token_names_the_bot_and_says_that_nothing_is_missing() -> None:
    checked = with_server(Server(), lambda bot: bot.check())
    assert (checked.account, checked.name, checked.notes) == ("1100000000000000001", "tea_bot", ())
    assert {"send", "delete", "restrict", "remove", "members", "history"} <= checked.can


def test_what_is_switched_off_or_not_allowed_is_said() -> None:
    server = Server(flags=0, permissions=ALL & ~(1 << 40 | 1 << 13))
    checked = with_server(server, lambda bot: bot.check())
    content, members, role = [str(note) for note in checked.notes]
    assert content.startswith("The message content intent is off")
    assert members.startswith("The server members intent is off")
    assert role == "In 茶馆 the bot's role lacks: Manage Messages, Timeout Members."
    assert checked.can == {"send", "direct", "edit", "remove", "history"}


def test_a_bot_in_no_server_gets_the_address_that_invites_it() -> None:
    (note,) = with_server(Server(guilds=0, flags=CONTENT | 1 << 15), lambda bot: bot.check()).notes
    assert f"client_id=1100000000000000001&scope=bot&permissions={ALL}" in str(note)


def test_an_address_where_nobody_answers_is_tried_again() -> None:
    async def nobody_there() -> None:
        async with asyncio.timeout(10), PLATFORM.open({"token": "x", "address": "http://127.0.0.1:9"}) as bot:
            await bot.check()

    with pytest.raises(TryAgain):
        asyncio.run(nobody_there())
