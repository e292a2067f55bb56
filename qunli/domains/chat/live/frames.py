"""What goes over a member's socket, both ways: JSON with `t` for the type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

import msgspec

from qunli.domains.chat.conversation import Said

Number = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
"""What JavaScript holds exactly, and the database, too."""


class Send(msgspec.Struct, tag_field="t", tag="send"):
    """Say something. `key` is the sender's own and unique: sent twice, it comes in once."""

    key: str
    group: Number
    text: str = ""
    reply: Number | None = None
    mentions: Annotated[list[Number], msgspec.Meta(max_length=50)] = []
    files: Annotated[list[Number], msgspec.Meta(max_length=10)] = []
    kind: Literal["", "announcement"] = ""


class Listen(msgspec.Struct, tag_field="t", tag="listen"):
    """Hear this group from now on, beginning after message `since`."""

    group: Number
    since: Number | None = None


class Typing(msgspec.Struct, tag_field="t", tag="typing"):
    """The member is writing in the group that is listened to."""


class Read(msgspec.Struct, tag_field="t", tag="read"):
    """The member has read up to `seq` in the group that is listened to."""

    seq: Number


class Ping(msgspec.Struct, tag_field="t", tag="ping"):
    """Is anybody there? Answered with pong."""


Heard = Send | Listen | Typing | Read | Ping
decoder = msgspec.json.Decoder(Heard)


def encode(kind: str, **fields: Any) -> str:
    """A frame of ours."""
    return msgspec.json.encode({"t": kind, **fields}).decode()


def array(given: Iterable[str]) -> str:
    """Several frames of ours as one text: that is how they always travel."""
    return f"[{','.join(given)}]"


def message(said: Said) -> str:
    """A message that came, or what it became."""
    return encode("message", message=said)
