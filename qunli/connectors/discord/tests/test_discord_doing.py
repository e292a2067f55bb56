"""What is done on Discord, within its limits."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

import pytest

from qunli.connectors.discord.rest import Limits
from qunli.connectors.discord.tests.line import HOUSE, with_server
from qunli.connectors.discord.tests.server import Server
from qunli.connectors.discord.tests.shapes import ANN, BO, FIRST, GUILD, STAFF, TEA, THREAD
from qunli.domains.chat.ports import AskPerson, Chat, Outgoing, TryAgain, Who

pytestmark = pytest.mark.row("P2")
POST = f"POST /channels/{TEA}/messages"
DELETE = f"DELETE /channels/{TEA}/messages/{FIRST}"
UNKNOWN = (404, {"message": "Unknown Message", "code": 10008}, {})


def refused(status: int, code: int, said: str = "no") -> tuple[int, Any, dict[str, str]]:
    return status, {"message": said, "code": code}, {}


def test_a_message_is_sent_as_an_answer_pings_nobody_and_is_there_once() -> None:
    server = Server()

    async def twice(bot: Any) -> set[str]:
        message = Outgoing(HOUSE, "bridge:1:2", "茶 @everyone", reply_to=str(FIRST))
        return {await bot.send(message), await bot.send(message)}

    assert with_server(server, twice) == {str(FIRST + 7_000)}
    (name, body), again = server.asked
    assert (name, body["content"], body["allowed_mentions"]) == (POST, "茶 @everyone", {"parse": []})
    assert body["message_reference"] == {"message_id": str(FIRST), "fail_if_not_exists": False}
    assert (body["enforce_nonce"], len(body["nonce"]), again[1]["nonce"]) == (True, 25, body["nonce"])


def test_long_text_is_cut_and_one_person_is_written_to_in_their_talk() -> None:
    server = Server()

    async def deeds(bot: Any) -> None:
        await bot.send(Outgoing(Chat(ANN["id"], direct=True), "k", "x" * 2500))
        await bot.send(Outgoing(Chat(ANN["id"], direct=True), "l", "more"))
        await bot.send(Outgoing(HOUSE, "m", "better", replaces="77"))

    with_server(server, deeds)
    names = [name for name, _body in server.asked]
    talk = "POST /channels/1200000000000000000/messages"
    assert names == ["POST /users/@me/channels", talk, talk, f"PATCH /channels/{TEA}/messages/77"]
    assert len(server.asked[1][1]["content"]) == 2000


def test_somebody_is_silenced_freed_taken_out_and_banned() -> None:
    server, until = Server(), int(time.time()) + 3600

    async def deeds(bot: Any) -> None:
        await bot.restrict(TEA, BO["id"], until * 1000)
        await bot.restrict(TEA, BO["id"], until * 1000 + 90 * 86_400_000)
        await bot.restrict(TEA, BO["id"], None)
        await bot.remove(TEA, BO["id"], False)
        await bot.remove(TEA, BO["id"], True)

    with_server(server, deeds)
    ends = [body["communication_disabled_until"] for _name, body in server.asked[:3]]
    assert datetime.fromisoformat(ends[0]).timestamp() == until
    assert 27.9 < (datetime.fromisoformat(ends[1]).timestamp() - time.time()) / 86_400 < 28
    assert ends[2] is None
    member = f"/guilds/{GUILD}/members/{BO['id']}"
    assert [name for name, _body in server.asked] == [
        *[f"PATCH {member}"] * 3, f"DELETE {member}", f"PUT /guilds/{GUILD}/bans/{BO['id']}"
    ]  # fmt: skip


def test_a_message_gone_already_is_no_error_and_one_in_a_thread_is_found() -> None:
    gone = Server(answers={DELETE: [UNKNOWN], f"DELETE /channels/{THREAD}/messages/{FIRST}": [UNKNOWN]})
    with_server(gone, lambda bot: bot.delete(TEA, str(FIRST)))
    threaded = Server(answers={DELETE: [UNKNOWN]})
    with_server(threaded, lambda bot: bot.delete(TEA, str(FIRST)))
    assert threaded.asked[-1][0] == f"DELETE /channels/{THREAD}/messages/{FIRST}"


def test_what_the_bot_may_not_do_is_left_to_a_person() -> None:
    with pytest.raises(AskPerson, match="lacks the permission"):
        with_server(Server(answers={DELETE: [refused(403, 50013)]}), lambda bot: bot.delete(TEA, str(FIRST)))
    with pytest.raises(AskPerson, match="have numbers"):
        with_server(Server(), lambda bot: bot.delete(TEA, "../../users/@me"))


def test_the_members_of_a_channel_are_those_who_see_it() -> None:
    anne, bo = Who(ANN["id"], "安安-上海", "ann"), Who(BO["id"], "bo", "bo")
    assert with_server(Server(), lambda bot: bot.members(TEA)) == [anne, bo]
    assert with_server(Server(), lambda bot: bot.members(STAFF)) == [anne]


def test_the_members_of_a_large_server_come_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qunli.connectors.discord.connector.PEOPLE", 1)
    assert [one.handle for one in with_server(Server(), lambda bot: bot.members(TEA))] == ["ann", "bo"]


def test_too_many_requests_wait_as_long_as_asked_and_a_server_error_leaves_it_open() -> None:
    many = (429, {"message": "You are being rate limited.", "retry_after": 7.5, "global": False}, {})
    with pytest.raises(TryAgain) as again:
        with_server(Server(answers={POST: [many]}), lambda bot: bot.send(Outgoing(HOUSE, "k", "hi")))
    assert again.value.after == 7.5
    with pytest.raises(ConnectionError):
        with_server(Server(answers={POST: [(502, {}, {})]}), lambda bot: bot.send(Outgoing(HOUSE, "k", "hi")))


def test_an_empty_bucket_is_not_asked_again_before_it_is_full_but_others_are() -> None:
    headers = {"X-RateLimit-Bucket": "abcd", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "2.5"}
    server = Server(answers={POST: [(200, {"id": "1"}, headers)]})

    async def sends(bot: Any) -> None:
        await bot.send(Outgoing(HOUSE, "k", "one"))
        with pytest.raises(TryAgain) as error:
            await bot.send(Outgoing(HOUSE, "l", "two"))
        assert 2 < (error.value.after or 0) <= 2.5
        await bot.send(Outgoing(Chat(STAFF), "m", "elsewhere"))

    with_server(server, sends)
    assert [name for name, _body in server.asked] == [POST, f"POST /channels/{STAFF}/messages"]


def test_the_limit_on_everything_holds_everything() -> None:
    limits = Limits()
    limits.close("POST channels/:id/messages", TEA, 10.0, everything=True)
    assert limits.wait("GET guilds", GUILD, 4.0) == 6.0
    assert limits.wait("GET guilds", GUILD, 11.0) == 0


def test_what_only_reads_waits_by_itself() -> None:
    many = (429, {"message": "", "retry_after": 0.05, "global": True}, {})
    server = Server(answers={f"GET /guilds/{GUILD}/members": [many]})
    assert len(with_server(server, lambda bot: bot.members(TEA))) == 2
