"""A small WeCom on loopback, written from its documentation, and callbacks sealed as it seals them."""

from __future__ import annotations

import base64
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from qunli.connectors.wecom.sealing import signature
from qunli.domains.chat.ports import Pushed

CORP, SECRET = "wx5823bf96d3bd56c7", "made-up-secret-of-the-app"
TOKEN, KEY = "QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
TEA, OLD = "wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA", "wrOgQhDgAAcwMTB7YmDkbeBsAAAA"
ANN, STAFF = "wmOgQhDgAAuXFJGwbve4g4iXknfOAAAA", "zhangsan"
ROBOT = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
SETTINGS = {"corp_id": CORP, "secret": SECRET, "token": TOKEN, "aes_key": KEY, "welcome": "", "robots": ""}


def sealed(text: str, key: str = KEY, receiver: str = CORP) -> str:
    """As WeCom seals it."""
    raw = text.encode()
    plain = b"0123456789abcdef" + len(raw).to_bytes(4, "big") + raw + receiver.encode()
    padding = 32 - len(plain) % 32
    secret = base64.b64decode(f"{key}=")
    encryptor = Cipher(algorithms.AES(secret), modes.CBC(secret[:16])).encryptor()
    return base64.b64encode(encryptor.update(plain + bytes([padding]) * padding) + encryptor.finalize()).decode()


def pushed(xml: str, **how: Any) -> Pushed:
    """A callback with an event."""
    now = int(how.get("now", time.time()))
    inside = sealed(xml, receiver=how.get("receiver", CORP))
    query = {"timestamp": str(now), "nonce": "1372623149"}
    query["msg_signature"] = signature(how.get("token", TOKEN), query["timestamp"], query["nonce"], inside)
    body = f"<xml><ToUserName><![CDATA[{CORP}]]></ToUserName><Encrypt><![CDATA[{inside}]]></Encrypt></xml>"
    return Pushed("POST", {}, query, body.encode(), float(how.get("heard", now)))


def event(kind: str, fields: str) -> str:
    """As the documentation shows them."""
    return (
        f"<xml><ToUserName><![CDATA[{CORP}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName>"
        f"<CreateTime>1403610513</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{kind}]]></Event>"
        f"{fields}</xml>"
    )


def chat_event(change: str, detail: str = "", *people: str, scene: int = 0) -> str:
    """`change_external_chat`."""
    items = "".join(f"<Item>{one}</Item>" for one in people)
    more = (
        f"<UpdateDetail><![CDATA[{detail}]]></UpdateDetail><JoinScene>1</JoinScene><QuitScene>{scene}</QuitScene>"
        f"<MemChangeCnt>{len(people)}</MemChangeCnt><MemChangeList>{items}</MemChangeList>"
        "<LastMemVer>9c3f97c2ada667dfb5f6d03308d963e1</LastMemVer>"
    )
    what = f"<ChatId><![CDATA[{TEA}]]></ChatId><ChangeType><![CDATA[{change}]]></ChangeType>"
    return event("change_external_chat", what + (more if detail else ""))


CONTACT = event(
    "change_external_contact",
    "<ChangeType><![CDATA[add_external_contact]]></ChangeType><UserID><![CDATA[zhangsan]]></UserID>"
    f"<ExternalUserID><![CDATA[{ANN}]]></ExternalUserID><State><![CDATA[teststate]]></State>"
    "<WelcomeCode><![CDATA[WELCOMECODE]]></WelcomeCode>",
)


@dataclass
class Company:
    """`answers` come first, by path, once each. Access tokens are t1, t2, ..., and only the latest counts."""

    answers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    asked: list[tuple[str, Any]] = field(default_factory=list)
    tokens: int = 0
    groups: list[str] = field(default_factory=lambda: [TEA, OLD])

    async def access(self, request: web.Request) -> web.Response:
        if request.query["corpid"] != CORP:
            return web.json_response({"errcode": 40013, "errmsg": "invalid corpid"})
        if request.query["corpsecret"] != SECRET:
            return web.json_response({"errcode": 40001, "errmsg": "invalid credential"})
        self.tokens += 1
        return web.json_response({"errcode": 0, "errmsg": "ok", "access_token": f"t{self.tokens}", "expires_in": 7200})

    async def take(self, request: web.Request) -> web.Response:
        path, body = request.match_info["path"], await request.json()
        if path != "webhook/send" and request.query.get("access_token") != f"t{self.tokens}":
            return web.json_response({"errcode": 40014, "errmsg": "invalid access_token"})
        self.asked.append((path, body))
        if self.answers.get(path):
            return web.json_response(self.answers[path].pop(0))
        return web.json_response({"errcode": 0, "errmsg": "ok", **self.found(path, body)})

    def found(self, path: str, body: Any) -> dict[str, Any]:
        if path == "externalcontact/groupchat/list":
            start = int(body.get("cursor", 0))
            page = self.groups[start : start + 1]
            more = {"next_cursor": str(start + 1)} if start + 1 < len(self.groups) else {}
            return {"group_chat_list": [{"chat_id": one, "status": 0} for one in page], **more}
        if path == "externalcontact/groupchat/get":
            name = "茶友群" if body["chat_id"] == TEA else ""
            people = [
                {"userid": STAFF, "type": 1, "join_time": 1572505490, "join_scene": 1, "name": "张三"},
                {
                    "userid": ANN,
                    "type": 2,
                    "join_time": 1572505491,
                    "join_scene": 3,
                    "group_nickname": "",
                    "name": "安安",
                },
            ]
            about = {"chat_id": body["chat_id"], "name": name, "owner": STAFF, "member_list": people}
            return {"group_chat": about}
        return {}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        """Gives its address."""
        app = web.Application()
        app.router.add_get("/cgi-bin/gettoken", self.access)
        app.router.add_post("/cgi-bin/{path:.*}", self.take)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()
