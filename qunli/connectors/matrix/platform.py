"""How Matrix is set up."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from qunli.connectors.matrix.reading import read
from qunli.connectors.matrix.rooms import CAN
from qunli.core.words import _
from qunli.domains.chat.ports import Connector, Pace, Platform, Setting, Settings


@asynccontextmanager
async def open_matrix(settings: Settings) -> AsyncIterator[Connector]:
    """Ready to ask."""
    # matrix-nio takes half a second to load, which only those pay who use it.
    from qunli.connectors.matrix.connector import opened

    async with opened(settings) as matrix:
        yield matrix


PLATFORM = Platform(
    key="matrix",
    name="Matrix",
    settings=(
        Setting(
            "address", _("Address of the homeserver"), _("Where clients log in, such as https://matrix.example.org")
        ),
        Setting(
            "token", _("Access token"), _("Of an account made for this; the guide says how to get one."), secret=True
        ),
        Setting(
            "rooms",
            _("Rooms to join"),
            _("Ids or aliases, with blanks between them. Invitations to these are accepted, to others never."),
            required=False,
        ),
    ),
    can=CAN,
    open=open_matrix,
    read=read,
    # Of Synapse, the homeserver that most use: 10 at once, then one in 5 seconds, unless its operator allows more.
    pace=Pace(in_one=(10, 5.0), in_all=(10, 1.0)),
    keyed=True,
    keyed_for=20 * 3600.0,  # Synapse forgets a transaction after a day
    timed=False,
    cannot=(
        _("Encrypted rooms stay closed: Qunli reads nothing there, and writes nothing there in clear."),
        _("What may be done in a room hangs on the power that its moderators give our account there."),
        _("What was taken away does not come back; Qunli says it again in its author's name."),
    ),
    guide="matrix",
)
