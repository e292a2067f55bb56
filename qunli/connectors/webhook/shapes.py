"""What goes over the line. An update is one of the port's own things with its name: {"said": {...}}."""

from __future__ import annotations

from typing import Any

import msgspec

from qunli.domains.chat.ports import Came, Deleted, Edited, Joined, Left, Met, Profile, Removed, Said, Who

_SHAPES: dict[str, Any] = {
    "said": Said,
    "edited": Edited,
    "deleted": Deleted,
    "joined": Joined,
    "left": Left,
    "removed": Removed,
    "profile": Profile,
    "met": Met,
}


class Sent(msgspec.Struct):
    """What the other program calls the message it sent."""

    id: str = ""


class Members(msgspec.Struct):
    """Who is in a group."""

    people: list[Who] = []


def read(body: Any) -> list[Came]:
    """Raises `msgspec.ValidationError` for what is none of these."""
    if not isinstance(body, dict) or len(body) != 1:
        raise msgspec.ValidationError("an update is one of " + ", ".join(_SHAPES))
    ((name, value),) = body.items()
    if name not in _SHAPES:
        raise msgspec.ValidationError(f"there is no update named {name}")
    return [msgspec.convert(value, _SHAPES[name])]
