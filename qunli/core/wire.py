"""What goes over a web socket as it is. Knows no framework, so that the server can load it before anything else."""

from __future__ import annotations

from typing import Final

from websockets.frames import Frame, Opcode

WIRE: Final = "qunli.wire"
"""Under this name a server that can do it hands over, in a socket's scope, a function that writes bytes to it as they
are and returns how many wait."""


def framed(text: str) -> bytes:
    """A text frame as servers send it, without mask (RFC 6455, 5.1 and 5.2)."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)
