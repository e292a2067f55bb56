"""Requests to Discord, within the limits that it tells: https://docs.discord.com/developers/topics/rate-limits"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping
from typing import Any

import aiohttp
import msgspec

from qunli.core.words import _
from qunli.domains.chat.ports import AskPerson, TryAgain

AGENT = "DiscordBot (https://qunli.example, 1)"
LONGEST_WAIT = 15.0
"""Seconds that a request which only reads waits by itself; what is longer is tried again later."""
BAD_TOKEN = _("Discord does not know this token: make a new one in the developer portal and fill it in.")
BAD_ADDRESS = _("This is not an address of Discord's API.")
LACKS = _("The bot's role there lacks the permission, or stands below that person's role.")
REFUSALS = {
    50001: _("The bot cannot see this channel: give it a role that can."),
    50007: _("This person takes no messages from the bot."),
    50013: LACKS,
}
_ID = re.compile(r"/\d+(?=/|$)")


class Refused(AskPerson):
    """Discord says no; `code` is its own number for why, 0 when it gives none."""

    def __init__(self, said: str, code: int) -> None:
        super().__init__(said)
        self.code = code


class Limits:
    """When each bucket of requests is open again. Routes share buckets, one for each channel or guild."""

    def __init__(self) -> None:
        self._bucket: dict[str, str] = {}
        self._closed: dict[str, float] = {}

    def wait(self, route: str, major: str, now: float) -> float:
        """Seconds; 0 for now."""
        bucket = self._key(route, major)
        return max(0.0, self._closed.get(bucket, 0.0) - now, self._closed.get("", 0.0) - now)

    def told(self, route: str, major: str, headers: Mapping[str, str], now: float) -> None:
        """What an answer says of its bucket."""
        self._bucket[route] = headers.get("X-RateLimit-Bucket") or self._bucket.get(route, route)
        if headers.get("X-RateLimit-Remaining") == "0":
            self.close(route, major, now + _seconds(headers.get("X-RateLimit-Reset-After")))

    def close(self, route: str, major: str, until: float, *, everything: bool = False) -> None:
        """Nothing more of this bucket, or of any, before `until`."""
        self._closed["" if everything else self._key(route, major)] = until

    def _key(self, route: str, major: str) -> str:
        return f"{self._bucket.get(route, route)} {major}"


class Rest:
    """One bot's requests."""

    def __init__(self, base: str, token: str, session: aiohttp.ClientSession) -> None:
        self._base, self._session = base.rstrip("/"), session
        self._headers = {"Authorization": f"Bot {token}", "User-Agent": AGENT}
        self._limits = Limits()

    async def get(self, path: str, **query: Any) -> Any:
        """What stands there. Waits for a while when there are too many requests."""
        while True:
            try:
                return await self.ask("GET", path, query=query)
            except TryAgain as error:
                if error.after is None or error.after > LONGEST_WAIT:
                    raise
                await asyncio.sleep(error.after)

    async def ask(self, method: str, path: str, body: Any = None, query: Mapping[str, Any] | None = None) -> Any:
        """One request. Raises `Refused`, `AskPerson` and `TryAgain`; any other error: nobody knows."""
        parts = path.split("/")
        major = parts[2] if parts[1] in ("channels", "guilds") and len(parts) > 2 else ""
        route = f"{method} {parts[1]}{_ID.sub('/:id', path[len(parts[1]) + 1 :])}"
        wait = self._limits.wait(route, major, time.monotonic())
        if wait:
            raise TryAgain("Discord's limit is reached", wait)
        answer, text = await self._request(method, path, body, query)
        now = time.monotonic()
        self._limits.told(route, major, answer.headers, now)
        if answer.status == 429:
            after = _seconds(_decoded(text).get("retry_after") or answer.headers.get("Retry-After"))
            everything = answer.headers.get("X-RateLimit-Global") == "true" or bool(_decoded(text).get("global"))
            self._limits.close(route, major, now + after, everything=everything)
            raise TryAgain("Discord answered 429", after)
        if answer.status >= 500:
            raise ConnectionError(f"Discord answered {answer.status}")
        if answer.status >= 300:
            raise _refusal(answer.status, _decoded(text))
        try:
            return msgspec.json.decode(text) if text else None
        except msgspec.MsgspecError:
            raise AskPerson(str(BAD_ADDRESS)) from None

    async def _request(
        self, method: str, path: str, body: Any, query: Mapping[str, Any] | None
    ) -> tuple[aiohttp.ClientResponse, bytes]:
        try:
            async with self._session.request(
                method, f"{self._base}{path}", json=body, params=query or None, headers=self._headers
            ) as answer:
                return answer, await answer.read()
        except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError):
            raise AskPerson(str(BAD_ADDRESS)) from None
        except aiohttp.ClientConnectorError as error:
            raise TryAgain(f"{error.host}: {error.os_error}") from None


def _refusal(status: int, said: dict[str, Any]) -> AskPerson:
    code = said.get("code") if isinstance(said.get("code"), int) else 0
    if status == 401:
        return AskPerson(str(BAD_TOKEN))
    if status == 404 and not said:
        return AskPerson(str(BAD_ADDRESS))
    why = REFUSALS.get(code or 0) or f"Discord: {said.get('message') or status}"
    return Refused(str(why), code or 0)


def _decoded(text: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.MsgspecError:
        return {}


def _seconds(given: Any) -> float:
    """What a limit names, else five."""
    try:
        return min(3600.0, max(0.0, float(given)))
    except (TypeError, ValueError):
        return 5.0
