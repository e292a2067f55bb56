"""How a Discord bot is set up, and what Discord lets it do."""

from __future__ import annotations

from qunli.connectors.discord.checking import CAN
from qunli.connectors.discord.connector import API, TIMEOUT, open_discord
from qunli.connectors.discord.reading import read
from qunli.core.words import _
from qunli.domains.chat.ports import Pace, Platform, Setting

PLATFORM = Platform(
    key="discord",
    name="Discord",
    settings=(
        Setting("token", _("Bot token"), _("From the developer portal, page Bot: Reset Token."), secret=True),
        Setting(
            "address",
            _("Address of the API"),
            _("Only if you reach Discord by an address of your own."),
            required=False,
            default=API,
        ),
    ),
    can=CAN,
    open=open_discord,
    read=read,
    pace=Pace(in_one=(5, 5.0), in_all=(40, 1.0)),
    keyed=True,
    keyed_for=120.0,
    restricts_for=TIMEOUT,
    cannot=(
        _("Removing and silencing count for the whole server, not for one channel."),
        _("A bot can write only to people who share a server with it and let it."),
        _("What was edited or deleted while the session was lost is not told afterwards."),
        _("Whether somebody left by themselves or was taken out is not told."),
    ),
    guide="discord",
)
