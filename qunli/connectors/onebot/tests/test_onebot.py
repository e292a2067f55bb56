"""QQ through a OneBot v11 program, against a small one on loopback."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import socket
import time
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import pytest

from qunli.connectors.onebot import PLATFORM
from qunli.connectors.onebot.tests.program import ANN, BOT, GROUP, TOKEN, Program, message, notice
from qunli.core.refusals import Forbidden, Invalid
from qunli.domains.chat.ports import (
    AskPerson,
    Chat,
    Deleted,
    Joined,
    Left,
    Met,
    Outgoing,
    Pushed,
    Removed,
    Said,
    TryAgain,
    Who,
)

pytestmark = pytest.mark.row("P2")
TEA, ANNE = str(GROUP), str(ANN)


def with_program(
    program: Program, deed: Callable[[Any], Awaitable[Any]], *, how: str = "call", token: str = TOKEN
) -> Any:
    """Do something with a connector whose other side is this program."""

    async def run() -> Any:
        async with asyncio.timeout(10), program.running() as port:
            address = f"{'http' if how == 'http' else 'ws'}://127.0.0.1:{port}"
            async with PLATFORM.open({"how": how, "address": address, "token": token}) as line:
                return await deed(line)

    return asyncio.run(run())


def the_only(body: Any) -> Any:
    (came,) = PLATFORM.read(body)
    return came


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


@pytest.mark.parametrize("how", ["call", "http"])
def test_a_message_is_sent_as_an_answer(how: str) -> None:
    program = Program()
    sent = with_program(program, lambda line: line.send(Outgoing(Chat(TEA), "k", "好 [CQ:at,qq=all]", "1000")), how=how)
    assert sent == "-2147483"
    content = [
        {"type": "reply", "data": {"id": "1000"}},
        {"type": "text", "data": {"text": "好 [CQ:at,qq=all]"}},
    ]
    assert program.asked == [("send_group_msg", {"group_id": GROUP, "message": content})]


def test_one_person_is_written_to_alone() -> None:
    program = Program()
    with_program(program, lambda line: line.send(Outgoing(Chat(ANNE, direct=True), "k", "hi")))
    assert program.asked[0][0] == "send_private_msg"
    assert program.asked[0][1]["user_id"] == ANN


def test_somebody_is_muted_unmuted_and_taken_out() -> None:
    program = Program()

    async def deeds(line: Any) -> None:
        await line.restrict(TEA, ANNE, int((time.time() + 3600.5) * 1000))
        await line.restrict(TEA, ANNE, int((time.time() + 90 * 86400) * 1000))
        await line.restrict(TEA, ANNE, None)
        await line.remove(TEA, ANNE, True)

    with_program(program, deeds)
    durations = [params["duration"] for action, params in program.asked if action == "set_group_ban"]
    assert (durations[0] in (3599, 3600, 3601), durations[1:]) == (True, [30 * 86400 - 60, 0])
    assert program.asked[-1] == ("set_group_kick", {"group_id": GROUP, "user_id": ANN, "reject_add_request": True})


def test_a_message_gone_already_is_no_error_and_one_that_must_stay_is_left_to_a_person() -> None:
    refused = {"status": "failed", "retcode": 200, "data": None, "wording": "无权限"}
    gone = Program(answers={"delete_msg": refused, "get_msg": {"status": "failed", "retcode": 200, "data": None}})
    with_program(gone, lambda line: line.delete(TEA, "1001"))
    stays = Program(answers={"delete_msg": refused, "get_msg": {"status": "ok", "retcode": 0, "data": {"time": 1}}})
    with pytest.raises(AskPerson, match="无权限"):
        with_program(stays, lambda line: line.delete(TEA, "1001"))
    assert gone.asked[0] == ("delete_msg", {"message_id": 1001})


def test_the_members_of_a_group_are_told_with_their_cards() -> None:
    found = with_program(Program(), lambda line: line.members(TEA))
    assert list(found) == [Who(ANNE, "安安-上海"), Who(str(BOT), "小助手", is_bot=True)]


def test_good_credentials_name_the_account() -> None:
    checked = with_program(Program(), lambda line: line.check())
    assert (checked.account, checked.name) == (str(BOT), "小助手")
    assert "edit" not in checked.can


@pytest.mark.parametrize(("how", "late"), [("call", False), ("call", True), ("http", False)])
def test_a_wrong_token_is_said_in_one_sentence(how: str, late: bool) -> None:
    with pytest.raises(AskPerson) as error:
        with_program(Program(late=late), lambda line: line.check(), how=how, token="wrong")
    assert str(error.value) == "The access token is not the one that is set in the OneBot program."


def test_an_account_that_is_logged_out_is_said_and_tried_again() -> None:
    offline = {"status": "ok", "retcode": 0, "data": {"online": False, "good": False}}
    with pytest.raises(TryAgain, match="log in again"):
        with_program(Program(answers={"get_status": offline}), lambda line: line.check())


def test_too_many_requests_wait_as_long_as_asked_and_a_server_error_leaves_it_open() -> None:
    send = lambda line: line.send(Outgoing(Chat(TEA), "k", "hi"))  # noqa: E731
    with pytest.raises(TryAgain) as again:
        with_program(
            Program(answers={"send_group_msg": {"http": 429, "headers": {"Retry-After": "7"}}}), send, how="http"
        )
    assert again.value.after == 7.0
    with pytest.raises(ConnectionError):
        with_program(Program(answers={"send_group_msg": {"http": 502}}), send, how="http")


def test_a_line_that_breaks_while_sending_leaves_open_whether_it_was_sent() -> None:
    with pytest.raises(ConnectionError):
        with_program(Program(silent=True), lambda line: line.send(Outgoing(Chat(TEA), "k", "hi")))


def test_a_group_without_a_number_is_left_to_a_person() -> None:
    program = Program()
    with pytest.raises(AskPerson, match="numbers"):
        with_program(program, lambda line: line.send(Outgoing(Chat("tea"), "k", "hi")))
    assert program.asked == []


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
