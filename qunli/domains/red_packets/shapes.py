"""What leaves this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qunli.kit.money import Money


@dataclass(frozen=True)
class Taken:
    """What a member got of a packet, and whether it was just now."""

    packet: int
    person: int
    place: int
    amount: Money
    fresh: bool


@dataclass(frozen=True)
class Posted:
    """What became of a packet that was to be put in a group: its id, null when the group refused it (nothing was taken
    from anybody), whether it waits for a moderator, and the sentence that says so."""

    number: int | None
    held: bool = False
    sentence: str = ""


@dataclass(frozen=True)
class ShareView:
    """One member's share, in line."""

    person: int
    name: str
    amount: Money
    at: datetime
    best: bool


@dataclass(frozen=True)
class PacketView:
    """A packet. `state` is "open", "empty" or "over" to everybody; `mine` is what whoever asks got, null for nothing;
    `may_open`: whether they could take a share now. `person` is null for the community's own. `lines` are shares, where
    they were asked for."""

    id: int
    group: int
    group_name: str
    person: int | None
    name: str
    message: str
    amount: Money
    left: Money
    back: Money
    shares: int
    taken: int
    split: str
    for_whom: str
    made_at: datetime
    closes_at: datetime
    state: str
    stands: bool
    mine: Money | None
    may_open: bool
    lines: tuple[ShareView, ...] = ()
