"""Sockets of a load generator that reads bytes and parses nothing, so that it measures the server and not itself.

Frames of a server are not masked (RFC 6455, 5.1), so what is looked for can be found in the bytes as they come.
"""

from __future__ import annotations

import asyncio
import base64
import os
import struct
from collections.abc import Callable
from typing import Any

PING = b"\x89\x04"
"""How the server's pings begin, with four bytes to be given back; no text has these bytes side by side."""
Heard = Callable[[bytes], None]


class Line(asyncio.Protocol):
    """One web socket; `heard` is called with bytes as they come."""

    def __init__(self, heard: Heard) -> None:
        self.heard = heard
        self.open: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.lost = False
        self._transport: Any = None
        self._head = b""

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        if self.open.done():
            if PING in data:
                begin = data.index(PING) + len(PING)
                self._transport.write(b"\x8a\x84\0\0\0\0" + data[begin : begin + 4])
            self.heard(data)
            return
        self._head += data
        if b"\r\n\r\n" in self._head:
            if b" 101 " not in self._head.split(b"\r\n", 1)[0]:
                self.open.set_exception(ConnectionError(self._head[:200]))
            else:
                self.open.set_result(None)

    def connection_lost(self, _error: Exception | None) -> None:
        self.lost = True

    def knock(self, port: int, path: str, cookie: str) -> None:
        """Ask for a web socket (RFC 6455, 4.1), without compression."""
        key = base64.b64encode(os.urandom(16)).decode()
        host = f"127.0.0.1:{port}"
        head = {
            "Host": host, "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": key, "Origin": f"http://{host}", "Cookie": cookie,
        }  # fmt: skip
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items()), "", ""]
        self._transport.write("\r\n".join(lines).encode())

    def say(self, text: bytes) -> None:
        """A text frame, masked with zeros as the protocol allows (RFC 6455, 5.3)."""
        size = bytes([0x80 | len(text)]) if len(text) < 126 else bytes([0x80 | 126]) + struct.pack("!H", len(text))
        self._transport.write(b"\x81" + size + b"\0\0\0\0" + text)

    def close(self) -> None:
        self._transport.close()


async def opened(port: int, path: str, cookie: str, heard: Heard) -> Line:
    """A socket after its handshake."""
    _, line = await asyncio.get_running_loop().create_connection(lambda: Line(heard), "127.0.0.1", port)
    line.knock(port, path, cookie)
    await asyncio.wait_for(line.open, 60)
    return line
