"""What a OneBot v11 program tells of QQ is understood, and only when it is that program."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import socket
from typing import Any

import msgspec
import pytest

from qunli.connectors.onebot import PLATFORM
from qunli.connectors.onebot.tests.line import ANNE, TEA, the_only, with_program
from qunli.connectors.onebot.tests.program import BOT, GROUP, TOKEN, Program, message, notice
from qunli.core.refusals import Forbidden, Invalid
from qunli.domains.chat.ports import (
    Chat,
    Deleted,
    Joined,
    Left,
    Met,
    Pushed,
    Removed,
    Said,
    Who,
)

pytestmark = pytest.mark.row("P2")


def test_a_message_comes_in_with_its_author_group_and_time() -> None:
    said = the_only(message())
    assert said == Said(Chat(TEA), Who(ANNE, "安安-上海"), "1001", 1732300000000, "早上好")


def test_an_answer_that_mentions_somebody_with_a_picture_is_understood() -> None:
    parts = [
        {"type": "reply", "data": {"id": "1000"}},
        {"type": "at", "data": {"qq": "10002000", "name": "@波波"}},
        {"type": "text", "data": {"text": " 看这个"}},
        {"type": "image", "data": {"file": "A.jpg", "url": "https://multimedia.nt.qq.com.cn/download"}},
        {"type": "at", "data": {"qq": "all"}},
    ]
    said = the_only(message(message=parts))
    assert (said.reply_to, said.text, said.media) == ("1000", "@波波 看这个@全体成员", ("image",))
    assert said.mentions == (Who("10002000", "波波"),)


def test_codes_in_a_text_mean_the_same_and_escaped_brackets_are_text() -> None:
    coded = "[CQ:reply,id=-1000][CQ:at,qq=10002000] 价格 &#91;面议&#93; A&amp;B[CQ:image,file=a.jpg,url=http://x/?a=1&amp;b=2]"
    said = the_only(message(message=coded))
    assert (said.reply_to, said.text, said.media) == ("-1000", "@10002000 价格 [面议] A&B", ("image",))
    assert said.mentions == (Who("10002000"),)


def test_what_our_own_account_says_is_marked_and_a_private_message_is_a_talk() -> None:
    assert the_only(message(post_type="message_sent", user_id=BOT)).own
    private = {key: value for key, value in message(message_type="private").items() if key != "group_id"}
    said = the_only(private)
    assert (said.chat, said.own) == (Chat(ANNE, "安安-上海", direct=True), False)


def test_movements_and_recalls_are_understood() -> None:
    at, tea, ann = 1732300100000, Chat(TEA), Who(ANNE)
    assert the_only(notice("group_increase", sub_type="approve", operator_id=0)) == Joined(tea, ann, at)
    assert the_only(notice("group_increase", sub_type="invite", operator_id=7)) == Joined(tea, ann, at, Who("7"))
    assert the_only(notice("group_decrease", sub_type="leave", operator_id=0)) == Left(tea, ann, at)
    assert the_only(notice("group_decrease", sub_type="kick", operator_id=7)) == Removed(tea, ann, at, Who("7"))
    assert the_only(notice("group_recall", operator_id=7, message_id=1001)) == Deleted(tea, ("1001",))
    assert PLATFORM.read(notice("notify", sub_type="poke", target_id=1)) == []


def test_our_account_coming_into_a_group_makes_it_known() -> None:
    met, joined = PLATFORM.read(notice("group_increase", sub_type="invite", operator_id=7, user_id=BOT))
    assert (met, joined.who) == (Met(Chat(TEA)), Who(str(BOT)))


def test_the_groups_come_first_then_what_happens_and_heartbeats_are_left_out() -> None:
    program = Program(tells=[message(), notice("group_recall", message_id=5, operator_id=7)])

    async def two(line: Any) -> list[Any]:
        found = []
        async for batch in line.receive(""):
            found += batch.raws
            if len(found) == 3:
                return found
        return found

    raws = with_program(program, two)
    assert [type(the_only(raw.body)) for raw in raws] == [Met, Said, Deleted]
    assert the_only(raws[0].body) == Met(Chat(TEA, "茶馆"))


def test_a_broken_line_ends_the_hearing_and_the_same_told_again_has_the_same_id() -> None:
    program = Program(tells=[message(), message(), notice("group_decrease", sub_type="leave")], breaks_after=1)

    async def hear(line: Any) -> list[str]:
        return [raw.id async for batch in line.receive("") for raw in batch.raws]

    first, again = with_program(program, hear), with_program(program, hear)
    assert first == again
    assert first[:3] == [f"g:{GROUP}:茶馆", f"m:{GROUP}:1001", f"m:{GROUP}:1001"]
    assert len(first) == 4


def test_the_program_may_connect_to_us_with_the_token_only() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Program(tells=[message()])

    async def run() -> tuple[Any, int]:
        async with asyncio.timeout(10):
            forged = asyncio.create_task(Program().call(port, "wrong"))
            call = asyncio.create_task(wait_then_call(forged))
            settings = {"how": "called", "address": f"127.0.0.1:{port}", "token": TOKEN}
            async with PLATFORM.open(settings) as line:
                checked = await line.check()
                async for batch in line.receive(""):
                    if isinstance(the_only(batch.raws[0].body), Said):
                        break
            return checked, await call

    async def wait_then_call(forged: asyncio.Task[int]) -> int:
        status = await forged
        await program.call(port)
        return status

    checked, status = asyncio.run(run())
    assert (checked.account, status) == (str(BOT), 403)


def test_an_event_by_http_is_taken_when_signed_and_refused_when_not() -> None:
    assert PLATFORM.hear is not None
    body = msgspec.json.encode(message())
    signature = "sha1=" + hmac.new(TOKEN.encode(), body, hashlib.sha1).hexdigest()
    heard = PLATFORM.hear({"token": TOKEN}, Pushed("POST", {"x-signature": signature}, {}, body, 0))
    assert (heard.status, [raw.id for raw in heard.raws]) == (204, [f"m:{GROUP}:1001"])
    for headers in ({}, {"x-signature": "sha1=" + "0" * 40}):
        with pytest.raises(Forbidden):
            PLATFORM.hear({"token": TOKEN}, Pushed("POST", headers, {}, body, 0))
    broken = {"x-signature": "sha1=" + hmac.new(TOKEN.encode(), b"{", hashlib.sha1).hexdigest()}
    with pytest.raises(Invalid):
        PLATFORM.hear({"token": TOKEN}, Pushed("POST", broken, {}, b"{", 0))
