"""What is done in QQ through a OneBot v11 program, and what is said when it cannot be done."""

from __future__ import annotations

import time
from typing import Any

import pytest

from qunli.connectors.onebot.tests.line import ANNE, TEA, with_program
from qunli.connectors.onebot.tests.program import ANN, BOT, GROUP, Program
from qunli.domains.chat.ports import (
    AskPerson,
    Chat,
    Outgoing,
    TryAgain,
    Who,
)

pytestmark = pytest.mark.row("P2")


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
