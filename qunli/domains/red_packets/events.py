"""What happened with red packets. Ids and amounts only: messages and names must not live on in the log."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PacketFunded:
    """Somebody, or the community itself (`person` null), gave `minor` of `currency` to be opened in a group."""

    community: int
    packet: int
    person: int | None
    minor: int
    currency: str
    shares: int


@dataclass(frozen=True)
class ShareTaken:
    """A member opened a packet and got `minor`."""

    community: int
    packet: int
    person: int
    minor: int
    currency: str


@dataclass(frozen=True)
class PacketClosed:
    """The last share was taken, or its time was over and `back` went back; `back` is 0 when all was taken."""

    community: int
    packet: int
    back: int
    currency: str
