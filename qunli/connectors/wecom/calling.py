"""Requests to WeCom, with the access token that it wants."""

from __future__ import annotations

import time
from typing import Any

import aiohttp
import msgspec

from qunli.connectors.wecom.words import REFUSALS
from qunli.core.words import _
from qunli.domains.chat.ports import AskPerson, Settings, TryAgain

API = "https://qyapi.weixin.qq.com"
STALE = frozenset({40014, 42001})
"""Codes that say that an access token is over before its time."""
BUSY = frozenset({-1, 45009, 45033})
BAD_ADDRESS = _("This is not an address of WeCom's API.")


class Calls:
    """Of one company's app."""

    def __init__(self, settings: Settings, http: aiohttp.ClientSession) -> None:
        self._settings, self._http = settings, http
        self._base = (settings.get("address") or API).rstrip("/")
        self._token, self._good_until = "", 0.0

    def renew(self) -> None:
        """The access token is taken for over."""
        self._token = ""

    async def ask(self, path: str, body: Any, *, again: bool = True) -> dict[str, Any]:
        """With the access token, which is kept until shortly before its end and made anew when it is refused."""
        token = await self._access()
        answer = await self._request("POST", f"{self._base}/cgi-bin/{path}?access_token={token}", json=body)
        if answer.get("errcode") in STALE and again:
            self.renew()
            return await self.ask(path, body, again=False)
        return _refuse(answer)

    async def _access(self) -> str:
        if not self._token or time.monotonic() >= self._good_until:
            asked = {"corpid": self._settings["corp_id"], "corpsecret": self._settings["secret"]}
            answer = _refuse(await self._request("GET", f"{self._base}/cgi-bin/gettoken", params=asked))
            self._token = answer["access_token"]
            self._good_until = time.monotonic() + answer["expires_in"] * 0.9
        return self._token

    async def say_by_robot(self, key: str, text: str) -> None:
        """https://developer.work.weixin.qq.com/document/path/91770"""
        body = {"msgtype": "text", "text": {"content": text}}
        _refuse(await self._request("POST", f"{self._base}/cgi-bin/webhook/send?key={key}", json=body))

    async def _request(self, method: str, address: str, **how: Any) -> dict[str, Any]:
        """Errors must not tell the address: secrets are in it."""
        try:
            async with self._http.request(method, address, **how) as answer:
                status, text = answer.status, await answer.read()
        except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError):
            raise AskPerson(str(BAD_ADDRESS)) from None
        except aiohttp.ClientConnectorError as error:
            raise TryAgain(f"{error.host}: {error.os_error}") from None
        except aiohttp.ClientError as error:
            raise ConnectionError(type(error).__name__) from None
        if status >= 500:
            raise ConnectionError(f"WeCom answered {status}")
        try:
            return msgspec.json.decode(text, type=dict[str, Any])
        except msgspec.MsgspecError:
            raise AskPerson(str(BAD_ADDRESS)) from None


def _refuse(answer: dict[str, Any]) -> dict[str, Any]:
    code = answer.get("errcode", 0)
    if code == 0:
        return answer
    if code in BUSY:
        raise TryAgain(f"WeCom: {answer.get('errmsg')}", 60.0)
    said = str(REFUSALS.get(code) or f"WeCom {code}: {answer.get('errmsg')}")
    raise AskPerson(said)
