"""A program of somebody's own as a chat: signed both ways, against a small server on loopback."""

from __future__ import annotations

import asyncio
import base64
import time
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import pytest
from aiohttp import web

from qunli.connectors.webhook import PLATFORM, signing
from qunli.core.refusals import Forbidden, Invalid
from qunli.domains.chat.ports import AskPerson, Chat, Outgoing, Pushed, Said, TryAgain

pytestmark = pytest.mark.row("P2")
SECRET = "a-secret-of-at-least-twenty-letters"
SAID = {"said": {"chat": {"id": "1", "name": "Tea"}, "by": {"id": "bo"}, "id": "m1", "at": 1, "text": "Hi"}}


def pushed(body: bytes, *, secret: str = SECRET, late: int = 0, id: str = "u1") -> Pushed:
    moment = int(time.time()) - late
    return Pushed("POST", signing.headers(secret, id, moment, body), {}, body, time.time())


def hear(push: Pushed) -> Any:
    assert PLATFORM.hear is not None
    return PLATFORM.hear({"secret": SECRET}, push)


def asking(answer: Callable[[web.Request], Awaitable[web.Response]], deed: Callable[[Any], Awaitable[Any]]) -> Any:
    """Do something with a connector whose other side answers so."""

    async def run() -> Any:
        app = web.Application()
        app.router.add_post("/", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        try:
            async with PLATFORM.open({"address": f"http://127.0.0.1:{port}/", "secret": SECRET}) as connector:
                return await deed(connector)
        finally:
            await runner.cleanup()

    return asyncio.run(run())


def test_a_signed_request_is_taken_apart_and_its_parts_have_ids() -> None:
    heard = hear(pushed(msgspec.json.encode({"updates": [SAID, {"met": {"chat": {"id": "2"}}}]})))
    assert [raw.id for raw in heard.raws] == ["u1:0", "u1:1"]
    (said,) = PLATFORM.read(heard.raws[0].body)
    assert isinstance(said, Said)
    assert (said.chat, said.text) == (Chat("1", "Tea"), "Hi")


def test_the_same_request_again_has_the_same_ids_so_it_counts_once() -> None:
    body = msgspec.json.encode({"updates": [SAID]})
    assert hear(pushed(body)).raws == hear(pushed(body)).raws


@pytest.mark.parametrize("how", [{"secret": "another-secret-of-twenty-letters"}, {"late": 301}, {"late": -301}])
def test_a_forged_or_old_request_is_refused(how: dict[str, Any]) -> None:
    with pytest.raises(Forbidden):
        hear(pushed(msgspec.json.encode({"updates": [SAID]}), **how))


def test_a_signature_holds_for_its_own_body_only() -> None:
    push = pushed(b'{"updates": []}')
    with pytest.raises(Forbidden):
        hear(Pushed(push.method, push.headers, {}, msgspec.json.encode({"updates": [SAID]}), push.now))


@pytest.mark.parametrize("body", [b"", b"[]", b'{"updates": [{"shout": {}}]}', b'{"updates": [{"said": {}}]}'])
def test_what_is_no_update_is_refused_with_its_field(body: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        hear(pushed(body))
    assert refusal.value.field == "updates"


def test_the_example_of_the_specification_is_signed_as_it_says() -> None:
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    made = signing.sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert len(base64.b64decode(made.removeprefix("v1,"))) == 32


def test_a_message_is_sent_signed_with_its_key() -> None:
    asked: list[Any] = []

    async def answer(request: web.Request) -> web.Response:
        body = await request.read()
        asked.append((signing.verified(SECRET, request.headers, body, time.time()), msgspec.json.decode(body)))
        return web.json_response({"id": "m9"})

    sent = asking(answer, lambda line: line.send(Outgoing(Chat("1"), "say:1:a", "Hello", reply_to="m1")))
    assert sent == "m9"
    ((key, body),) = asked
    assert (key, body["do"]) == ("say:1:a", "send")
    assert (body["with"]["text"], body["with"]["reply_to"]) == ("Hello", "m1")


def test_busy_means_try_again_and_refused_means_ask_a_person() -> None:
    async def busy(_request: web.Request) -> web.Response:
        return web.Response(status=429, headers={"Retry-After": "7"})

    async def refused(_request: web.Request) -> web.Response:
        return web.Response(status=403, text="no such group")

    with pytest.raises(TryAgain) as again:
        asking(busy, lambda line: line.delete("1", "m1"))
    assert again.value.after == 7.0
    with pytest.raises(AskPerson, match="no such group"):
        asking(refused, lambda line: line.delete("1", "m1"))


def test_the_other_side_says_what_it_can_do() -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.json_response({"account": "me", "name": "My program", "can": ["send", "fly"]})

    checked = asking(answer, lambda line: line.check())
    assert (checked.account, checked.name, checked.can) == ("me", "My program", frozenset({"send"}))


def test_what_may_be_done_a_second_time_later_is_not_the_same_request() -> None:
    ids: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        ids.append(request.headers[signing.ID])
        return web.json_response({})

    async def twice(line: Any) -> None:
        for _ in range(2):
            await line.restrict("1", "bo", None)
            await line.remove("1", "bo", False)

    asking(answer, twice)
    assert len(set(ids)) == 4
