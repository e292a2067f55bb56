"""What a homeserver tells is understood, and goes on where it stopped."""

from __future__ import annotations

from typing import Any

import pytest

from qunli.connectors.matrix import PLATFORM
from qunli.connectors.matrix.tests.homeserver import (
    ANN,
    AT,
    BO,
    ME,
    OTHER,
    POWER,
    ROOM,
    Homeserver,
    event,
    member,
    state,
    text,
)
from qunli.connectors.matrix.tests.line import ANNE, BOB, HOUSE, heard, the_only, with_server
from qunli.domains.chat.ports import Chat, Deleted, Edited, Joined, Left, Met, Profile, Removed, Said, TryAgain, Who

pytestmark = pytest.mark.row("P2")


def test_a_message_is_called_as_in_exports() -> None:
    assert the_only(text("1", "早上好")) == Said(HOUSE, ANNE, "$1", AT, "早上好")
    assert the_only(text("1", "hi", "@dan.q:else.example")).by == Who(
        "@dan.q:else.example", "dan.q", "@dan.q:else.example"
    )
    assert the_only(text("1", "mine", ME)).own


def test_an_answer_loses_what_clients_repeat_and_keeps_whom_it_mentions() -> None:
    relation = {"m.in_reply_to": {"event_id": "$0"}}
    said = the_only(text("1", "> <@bo:tea.example> first\n> second\n\nYes", **{
        "m.relates_to": relation, "m.mentions": {"user_ids": [BO]}}))  # fmt: skip
    assert (said.text, said.reply_to, said.mentions) == ("Yes", "$0", (BOB,))


def test_a_message_in_a_thread_answers_its_first_one_unless_it_answers_another() -> None:
    thread = {"rel_type": "m.thread", "event_id": "$root", "is_falling_back": True, "m.in_reply_to": {"event_id": "$9"}}
    assert the_only(text("1", "hi", **{"m.relates_to": thread})).reply_to == "$root"
    assert the_only(text("1", "hi", **{"m.relates_to": {**thread, "is_falling_back": False}})).reply_to == "$9"


def test_files_have_kinds_and_their_names_are_no_text() -> None:
    photo = the_only(event("1", msgtype="m.image", body="IMG_1.jpg", url="mxc://tea.example/a"))
    assert (photo.text, photo.media) == ("", ("image",))
    captioned = the_only(event("1", msgtype="m.file", body="Our menu", filename="a.pdf", url="mxc://tea.example/b"))
    assert (captioned.text, captioned.media) == ("Our menu", ("file",))
    assert the_only(event("1", "m.sticker", body="a cup", url="mxc://tea.example/c")).media == ("sticker",)


def test_an_edit_says_who_made_it() -> None:
    new = {"m.new_content": {"msgtype": "m.text", "body": "Hello"}}
    edited = text("2", "* Hello", **new, **{"m.relates_to": {"rel_type": "m.replace", "event_id": "$1"}})
    assert the_only(edited) == Edited(HOUSE, "$1", AT, "Hello", ANNE)


def test_a_redaction_names_its_message_in_old_and_new_rooms() -> None:
    assert the_only({**event("2", "m.room.redaction"), "redacts": "$1"}) == Deleted(HOUSE, ("$1",))
    assert the_only(event("2", "m.room.redaction", redacts="$1")) == Deleted(HOUSE, ("$1",))
    assert PLATFORM.read({"event": event("1"), "room": ROOM, "direct": False, "me": ME, "names": {}}) == []


def test_coming_and_going_names_who_did_it() -> None:
    assert the_only(member(ANN, "Ann", was=None)) == Joined(HOUSE, ANNE, AT)
    invited = member(ANN, "Ann", unsigned={"prev_content": {"membership": "invite"}, "prev_sender": BO})
    assert the_only(invited) == Joined(HOUSE, ANNE, AT, BOB)
    assert the_only(member(ANN, "Ann", "leave")) == Left(HOUSE, ANNE, AT)
    assert the_only(member(ANN, "Ann", "leave", sender=BO)) == Removed(HOUSE, ANNE, AT, BOB)
    assert the_only(member(ANN, "Ann", "ban", sender=BO)) == Removed(HOUSE, ANNE, AT, BOB)
    assert the_only(member(ANN, "Ann")) == Profile(ANNE, AT)
    assert the_only(member(ME, "Qunli", was="invite")) == Met(HOUSE)
    assert the_only(state("m.room.name", name="Tea")) == Met(Chat(ROOM, "Tea"))


@pytest.mark.parametrize(
    "nothing",
    [
        member(ANN, "Ann", "leave", was="invite"),
        member(ANN, "Ann", "leave", was="ban", sender=BO),
        member(ANN, "Ann", "invite", was=None, sender=BO),
        member(ME, "Qunli", "leave"),
    ],
)
def test_who_never_was_in_neither_came_nor_went(nothing: Any) -> None:
    assert PLATFORM.read({"event": nothing, "room": ROOM, "direct": False, "me": ME, "names": {}}) == []


def test_what_one_person_writes_to_us_is_a_talk() -> None:
    assert the_only(text("1", "/help"), direct=True).chat == Chat(ANN, "Ann", direct=True)


def test_it_begins_now_and_goes_on_at_the_token_of_the_last_sync() -> None:
    server = Homeserver(timeline=[text("1", "long ago")])

    async def hear(line: Any) -> Any:
        beginning = await anext(line.receive(""))
        server.timeline += [text("2", "a"), text("3", "b")]
        return beginning, await heard(line, 1, beginning.cursor)

    beginning, (batch,) = with_server(server, hear)
    assert [PLATFORM.read(raw.body) for raw in beginning.raws] == [[Met(Chat(ROOM, "Tea house"))]]
    assert (beginning.cursor, [raw.id for raw in batch.raws], batch.cursor) == ("s1", ["$2", "$3"], "s3")
    assert PLATFORM.read(batch.raws[0].body)[0].by == ANNE


def test_what_one_sync_leaves_out_is_fetched_before_it_page_by_page_with_names() -> None:
    server = Homeserver(timeline=[text(str(number), f"m{number}", BO) for number in range(7)], page=2)
    batches = with_server(server, lambda line: heard(line, 4, "s0"))
    assert [[raw.id for raw in batch.raws] for batch in batches] == [["$0", "$1"], ["$2", "$3"], ["$4"], ["$5", "$6"]]
    assert [batch.cursor for batch in batches] == ["", "", "", "s7"]
    assert PLATFORM.read(batches[0].raws[0].body)[0].by == BOB


def test_only_rooms_that_the_operator_named_are_joined() -> None:
    server = Homeserver(open=set())

    async def is_invited(line: Any) -> None:
        server.open, server.invited = {ROOM, OTHER}, (ROOM, OTHER)
        async for batch in line.receive("s0"):
            if batch.cursor == "s1":
                return
            if not batch.raws:  # the sync that told of the invitations
                server.timeline = [text("1", "Welcome")]

    with_server(server, is_invited, rooms=ROOM)
    assert [path for _method, path, _body in server.asked if path.startswith("join/")] == [f"join/{ROOM}"]


def test_when_its_own_power_changes_it_looks_anew() -> None:
    server = Homeserver(timeline=[state("m.room.power_levels", **{**POWER, "users": {}})])

    async def hear(line: Any) -> None:
        async for _batch in line.receive("s0"):
            pass

    with pytest.raises(TryAgain, match="What the account may do has changed") as again:
        with_server(server, hear)
    assert again.value.after == 0.0
