"""What goes over a member's socket, both ways: JSON with `t` for the type."""

from __future__ import annotations

from typing import Any

import msgspec

from qunli.domains.chat.conversation import Said


class Send(msgspec.Struct, tag_field="t", tag="send"):
    """Say something. `key` is the sender's own and unique: sent twice, it comes in once."""

    key: str
    group: int
    text: str = ""
    reply: int | None = None
    mentions: list[int] = []
    files: list[int] = []
    kind: str = ""


class Listen(msgspec.Struct, tag_field="t", tag="listen"):
    """Hear this group from now on, beginning after message `since`."""

    group: int
    since: int | None = None


class Typing(msgspec.Struct, tag_field="t", tag="typing"):
    """The member is writing in the group that is listened to."""


class Read(msgspec.Struct, tag_field="t", tag="read"):
    """The member has read up to `seq` in the group that is listened to."""

    seq: int


class Ping(msgspec.Struct, tag_field="t", tag="ping"):
    """Is anybody there? Answered with pong."""


Heard = Send | Listen | Typing | Read | Ping
decoder = msgspec.json.Decoder(Heard)


def encode(kind: str, **fields: Any) -> str:
    """A frame of ours."""
    return msgspec.json.encode({"t": kind, **fields}).decode()


def message(said: Said) -> str:
    """A message that came, or what it became."""
    return encode("message", message=said)
