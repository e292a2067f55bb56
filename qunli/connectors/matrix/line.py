"""The line to a homeserver, by matrix-nio."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from nio import AsyncClient, AsyncClientConfig, ErrorResponse, Response

from qunli.core.words import _
from qunli.domains.chat.ports import AskPerson, TryAgain

BAD_TOKEN = _("The homeserver does not know this access token: it is mistyped, or was logged out.")
BAD_ADDRESS = _("This is not an address of a Matrix homeserver.")


class Refused(AskPerson):
    """The homeserver said no; `code` is its errcode."""

    def __init__(self, code: str, said: str) -> None:
        super().__init__(f"Matrix: {said} ({code})")
        self.code = code


class Line(AsyncClient):  # type: ignore[misc]
    """nio without its own memory of rooms, which would grow with each of them, and without its own patience: when to
    try again is the runtime's to say."""

    def __init__(self, address: str, token: str) -> None:
        config = AsyncClientConfig(max_limit_exceeded=0, max_timeouts=0, request_timeout=30)
        super().__init__(address, config=config)
        self.access_token = token

    async def receive_response(self, response: Response) -> None:
        """Nothing is kept."""


async def answer(asked: Awaitable[Any]) -> Any:
    """What the homeserver answered. Raises `Refused`, `TryAgain`, `AskPerson`."""
    response = await asked
    if not isinstance(response, ErrorResponse):
        return response
    code, said = str(response.status_code or ""), response.message
    status = response.transport_response.status if response.transport_response else 0
    if code == "M_LIMIT_EXCEEDED" or status == 429:
        raise TryAgain(f"Matrix: {said}", (response.retry_after_ms or 5000) / 1000)
    if code in ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN"):
        raise AskPerson(str(BAD_TOKEN))
    if status >= 500:
        raise ConnectionError(f"the homeserver answered {status}")
    raise Refused(code, said) if code else AskPerson(str(BAD_ADDRESS))
