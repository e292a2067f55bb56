"""What the API says of red packets. Amounts are whole minor units."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from qunli.core.rest import STORABLE, Id
from qunli.domains.red_packets import decisions
from qunli.kit.money import LARGEST


class AmountOut(Schema):
    """Whole minor units of a currency of ISO 4217, or POINTS."""

    minor: int
    currency: str


class PacketIn(Schema):
    """A packet for a group, `source` "wallet" (of the member whose account made the token) or "community". `audience`
    "all", "post" (who holds `post`), "people" (those named) or "deed" (who did it: "poll:5", "check-in:2")."""

    source: Literal["wallet", "community"] = "wallet"
    group: Id
    minor: Annotated[int, Field(ge=1, le=LARGEST)]
    currency: Annotated[str, Field(max_length=12, pattern=STORABLE)]
    shares: Annotated[int, Field(ge=1, le=decisions.SHARES)]
    split: Literal["random", "equal"] = "random"
    message: Annotated[str, Field(max_length=decisions.MESSAGE, pattern=STORABLE)] = ""
    hours: Annotated[int, Field(ge=decisions.HOURS[0], le=decisions.HOURS[1])] = decisions.A_DAY
    audience: Literal["all", "post", "people", "deed"] = "all"
    post: Id | None = None
    people: Annotated[list[Id], Field(max_length=decisions.NAMED)] = []
    deed: Annotated[str, Field(max_length=40, pattern=STORABLE)] = ""


class PacketPosted(Schema):
    """`number` is the packet's id, null when the group refused it; `held` while it waits for a moderator."""

    number: int | None
    held: bool
    sentence: str


class ShareOut(Schema):
    """What one member got; `best` once the packet is closed, for a random split."""

    person: int
    name: str
    amount: AmountOut
    at: datetime
    best: bool


class PacketOut(Schema):
    """`state` "open", "empty" or "over"; `back` is what went back. `mine` and `may_open` are about a member who asks.
    `lines` are shares, the latest first, in the answer about one packet."""

    id: int
    group: int
    group_name: str
    person: int | None
    name: str
    message: str
    amount: AmountOut
    left: AmountOut
    back: AmountOut
    shares: int
    taken: int
    split: str
    for_whom: str
    made_at: datetime
    closes_at: datetime
    state: str
    stands: bool
    mine: AmountOut | None
    may_open: bool
    lines: list[ShareOut]


class PacketPage(Schema):
    """Packets, newest first."""

    items: list[PacketOut]
    total: int


class TakenOut(Schema):
    """What a member got, and whether it was just now."""

    packet: int
    person: int
    place: int
    amount: AmountOut
    fresh: bool
