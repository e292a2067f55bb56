"""What is done on Matrix: sending, muting, removing, looking around; and what a homeserver refuses."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from qunli.connectors.matrix import PLATFORM
from qunli.connectors.matrix.rooms import CAN
from qunli.connectors.matrix.tests.homeserver import ANN, BO, ME, OTHER, POWER, ROOM, TOKEN, Homeserver, member, state
from qunli.connectors.matrix.tests.line import ANNE, BOB, HOUSE, with_server
from qunli.domains.chat.ports import AskPerson, Chat, Outgoing, TryAgain, Who

pytestmark = pytest.mark.row("P2")
LIMITED = {"errcode": "M_LIMIT_EXCEEDED", "error": "Too Many Requests", "retry_after_ms": 7000}


def test_a_message_is_sent_as_an_answer_and_once_for_its_key() -> None:
    server = Homeserver()

    async def deeds(line: Any) -> list[str]:
        return [await line.send(Outgoing(HOUSE, key, "Tea is ready", "$1")) for key in ("k", "k", "l")]

    first, again, other = with_server(server, deeds)
    assert (first == again, first == other, len(server.transactions)) == (True, False, 2)
    assert server.sent("/send/")[0] == {
        "msgtype": "m.text",
        "body": "Tea is ready",
        "m.mentions": {},
        "m.relates_to": {"m.in_reply_to": {"event_id": "$1"}},
    }


def test_a_text_takes_the_place_of_another() -> None:
    server = Homeserver()
    assert with_server(server, lambda line: line.send(Outgoing(HOUSE, "k", "better", replaces="$7"))) == "$7"
    (said,) = server.sent("/send/")
    assert (said["body"], said["m.new_content"]["body"]) == ("* better", "better")
    assert said["m.relates_to"] == {"rel_type": "m.replace", "event_id": "$7"}


def test_one_person_is_written_to_in_a_room_that_is_made_once_and_found_again() -> None:
    server = Homeserver()

    async def twice(line: Any) -> None:
        for key in ("k", "l"):
            await line.send(Outgoing(Chat(ANN, direct=True), key, "hi"))

    with_server(server, twice)
    (made,) = server.sent("createRoom")
    assert (made["invite"], made["is_direct"]) == ([ANN], True)
    (mark,) = made["initial_state"]
    server.rooms["!talk:tea.example"] = [state(mark["type"], **mark["content"])]
    server.asked.clear()
    with_server(server, twice)
    assert [path.split("/")[1] for _method, path, _body in server.asked] == ["!talk:tea.example"] * 2


def test_nothing_is_sent_to_an_encrypted_room() -> None:
    server = Homeserver()
    server.rooms[ROOM].append(state("m.room.encryption", algorithm="m.megolm.v1.aes-sha2"))
    with pytest.raises(AskPerson, match="encrypted"):
        with_server(server, lambda line: line.send(Outgoing(HOUSE, "k", "hi")))
    assert server.asked == []


def test_somebody_is_muted_below_every_message_and_let_write_again() -> None:
    server = Homeserver()
    with_server(server, lambda line: line.restrict(ROOM, BO, 1_800_000_000_000))
    (muted,) = [body for method, path, body in server.asked if method == "PUT"]
    assert muted == {**POWER, "users": {**POWER["users"], BO: -1}}
    server.rooms[ROOM][1]["content"] = muted
    with_server(server, lambda line: line.restrict(ROOM, BO, None))
    (free,) = [body for method, path, body in server.asked if method == "PUT"]
    assert free == POWER
    with_server(server, lambda line: line.restrict(ROOM, ANN, None))
    assert [path for method, path, _body in server.asked if method == "PUT"] == []


def test_who_has_power_in_the_room_is_left_to_a_person() -> None:
    server = Homeserver()
    with pytest.raises(AskPerson, match="has power in the room"):
        with_server(server, lambda line: line.restrict(ROOM, "@owner:tea.example", 1_800_000_000_000))
    assert [path for method, path, _body in server.asked if method == "PUT"] == []


def test_somebody_is_kicked_banned_and_let_in_again() -> None:
    server = Homeserver()

    async def deeds(line: Any) -> None:
        await line.remove(ROOM, BO, False)
        await line.remove(ROOM, "@gone:tea.example", False)
        await line.remove(ROOM, BO, True)
        server.names = [member(BO, "Bo", "ban")]
        await line.restrict(ROOM, BO, None)

    with_server(server, deeds)
    done = [(path.split("/")[-1], body["user_id"]) for method, path, body in server.asked if method == "POST"]
    assert done == [("kick", BO), ("ban", BO), ("unban", BO)]


def test_a_message_gone_already_is_no_error_and_one_that_must_stay_is_left_to_a_person() -> None:
    gone = Homeserver(answers={"/redact/": [(404, {"errcode": "M_NOT_FOUND", "error": "No such event"})]})
    with_server(gone, lambda line: line.delete(ROOM, "$1"))
    stays = Homeserver(answers={"/redact/": [(403, {"errcode": "M_FORBIDDEN", "error": "You don't have permission"})]})
    with pytest.raises(AskPerson, match="permission"):
        with_server(stays, lambda line: line.delete(ROOM, "$1"))


def test_everybody_in_the_room_is_told_our_account_as_a_program() -> None:
    found = with_server(Homeserver(), lambda line: line.members(ROOM))
    assert list(found) == [ANNE, BOB, Who(ME, "qunli", ME, True)]


async def checked(line: Any) -> Any:
    return await line.check()


def test_good_credentials_name_the_account_and_what_it_may_do() -> None:
    found = with_server(Homeserver(), checked)
    assert (found.account, found.name, found.can, found.notes) == (ME, "qunli", CAN, ())


def test_what_is_missing_in_a_room_is_said() -> None:
    server = Homeserver()
    server.rooms[ROOM][1]["content"] = {**POWER, "users": {ME: 50}}
    server.rooms[OTHER] = [state("m.room.name", name="Cellar"), state("m.room.encryption")]
    found = with_server(server, checked, rooms="#shut:tea.example")
    assert found.can == CAN - {"restrict"}
    assert [str(note) for note in found.notes] == [
        "#shut:tea.example is not open to our account: invite it there.",
        "In “Tea house” our account has too little power to mute people.",
        "“Cellar” is encrypted: Qunli reads nothing there.",
    ]


def test_in_a_room_of_version_12_whoever_made_it_may_do_all_and_no_power_is_set_to_them() -> None:
    server = Homeserver()
    server.rooms[ROOM][1]["content"] = {**POWER, "users": {}}
    assert with_server(server, checked).can == frozenset({"send", "edit", "direct", "members", "history"})
    server.rooms[ROOM].append(state("m.room.create", sender=ME, room_version="12"))
    assert with_server(server, checked).can == CAN


@pytest.mark.parametrize("address", ["matrix.example.org", "file:///etc/passwd"])
def test_an_address_that_is_none_is_said(address: str) -> None:
    async def there() -> None:
        async with PLATFORM.open({"address": address, "token": TOKEN}) as line:
            await line.check()

    with pytest.raises(AskPerson, match="not an address"):
        asyncio.run(there())


def test_an_address_of_something_else_and_a_wrong_token_are_said_in_one_sentence() -> None:
    elsewhere = Homeserver(answers={"whoami": [(404, {"detail": "Not Found"})]})
    with pytest.raises(AskPerson, match="not an address of a Matrix homeserver"):
        with_server(elsewhere, checked)
    with pytest.raises(AskPerson, match="does not know this access token"):
        with_server(Homeserver(), checked, token="wrong")


def test_too_many_requests_wait_as_long_as_asked_and_a_server_error_leaves_it_open() -> None:
    send = lambda line: line.send(Outgoing(HOUSE, "k", "hi"))  # noqa: E731
    server = Homeserver(answers={"/send/": [(429, LIMITED), (502, {})]})
    with pytest.raises(TryAgain) as again:
        with_server(server, send)
    assert (again.value.after, len(server.sent("/send/"))) == (7.0, 1)
    with pytest.raises(ConnectionError):
        with_server(server, send)
