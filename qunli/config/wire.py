"""uvicorn's web sockets with one thing more: bytes that are framed already can be written as they are.

A message for a thousand listeners is framed once instead of a thousand times. ASGI's send goes on working beside it:
all writes of a socket come from one loop, and each is a whole frame.
"""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from qunli.core.wire import WIRE


class Wire(WebSocketsSansIOProtocol):
    """Hands `write` to the application, in the scope's extensions."""

    def handle_connect(self, event: Request) -> None:
        """The application begins to run after this returns."""
        super().handle_connect(event)
        if self.response.status_code == 101:
            extensions: dict[Any, Any] = self.scope.setdefault("extensions", {})
            extensions[WIRE] = self.write

    def write(self, framed: bytes) -> int:
        """Returns how many bytes wait for the other side."""
        if self.handshake_complete and not (self.close_sent or self.disconnected or self.transport.is_closing()):
            self.transport.write(framed)
            return self.transport.get_write_buffer_size()
        return 0
