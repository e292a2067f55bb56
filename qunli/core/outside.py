"""Asking servers whose address somebody gave us: never one in this house or its neighbourhood (OWASP, Server-Side
Request Forgery). Every address that a name leads to is looked at, and it is the one looked at that is connected to."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver


class NotPublic(OSError):
    """The address lies in this house or its neighbourhood, or is none."""


@dataclass(frozen=True)
class Reach:
    """Where requests may go. The default is for earnest; tests have peers of their own on loopback."""

    schemes: tuple[str, ...] = ("https",)
    neighbours: bool = False

    def takes(self, address: str) -> bool:
        """Whether an address could be asked as it is written; where its name leads is seen when it is asked."""
        try:
            parts = urlsplit(address)
            host, port = parts.hostname, parts.port
        except ValueError:
            return False
        if parts.scheme not in self.schemes or not host or parts.username or parts.password:
            return False
        literal = _literal(host)
        if literal is not None:
            return self.admits(host)
        return self.neighbours or (port in (None, 443, 80) and "." in host)

    def admits(self, ip: str) -> bool:
        """Whether one IP address may be connected to."""
        found = _literal(ip)
        if found is None:
            return False
        inside = getattr(found, "ipv4_mapped", None) or found
        return self.neighbours or (inside.is_global and not inside.is_multicast)


PUBLIC = Reach()


class _Looking(AbstractResolver):
    def __init__(self, reach: Reach) -> None:
        self._reach, self._names = reach, ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._names.resolve(host, port, family)
        if not found or not all(self._reach.admits(one["host"]) for one in found):
            raise NotPublic(f"{host} leads to no public address")
        return found

    async def close(self) -> None:
        await self._names.close()


def session(reach: Reach, seconds: float) -> aiohttp.ClientSession:
    """For requests to addresses that `reach.takes`. Without cookies, proxies and, unless asked for, redirects; each
    request ends after so many seconds."""
    line = aiohttp.TCPConnector(resolver=_Looking(reach), use_dns_cache=False, limit=20)
    return aiohttp.ClientSession(
        connector=line,
        timeout=aiohttp.ClientTimeout(total=seconds),
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
    )


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.split("%", maxsplit=1)[0])
    except ValueError:
        return None
