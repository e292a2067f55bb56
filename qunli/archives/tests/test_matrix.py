from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qunli.archives import open_archive
from qunli.archives.reasons import DELETED, ENCRYPTED, NOTICE
from qunli.archives.records import Group, Joined, Left, Message, Person, Reaction, Removed
from qunli.archives.tests.brought import groups, messages, ms, names, records, skips, write

START = ms("2024-05-01T12:00:00")
ANN, BOB, CID = "@ann:example.org", "@bob:example.org", "@cid:example.org"


def event(number: int, kind: str, content: Any, sender: str = ANN, **more: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "sender": sender,
        "event_id": f"${number}",
        "room_id": "!oven:example.org",
        "origin_server_ts": START + number * 1000,
        "content": content,
        **more,
    }


def said(number: int, body: str = "hello", sender: str = ANN, **more: Any) -> dict[str, Any]:
    return event(number, "m.room.message", {"msgtype": "m.text", "body": body, **more}, sender)


def member(number: int, person: str, now: str, before: str | None, sender: str | None = None, **more: Any) -> Any:
    unsigned = {"prev_content": {"membership": before}} if before else {}
    state = {"state_key": person, "unsigned": {**unsigned, **more}}
    return event(
        number, "m.room.member", {"membership": now, "displayname": person[1:4].title()}, sender or person, **state
    )


def room(*events: Any) -> dict[str, Any]:
    return {
        "room_name": "Oven talk",
        "room_creator": "Ann",
        "topic": "",
        "export_date": "1 May 2024",
        "exported_by": "Ann",
        "messages": list(events),
    }


@pytest.mark.row("G6")
def test_an_element_export_is_read_with_replies_edits_and_reactions(tmp_path: Path) -> None:
    reply = {"m.relates_to": {"m.in_reply_to": {"event_id": "$2"}}, "m.mentions": {"user_ids": [ANN]}}
    edit = {"m.relates_to": {"rel_type": "m.replace", "event_id": "$2"}, "m.new_content": {"body": "Who bakes today?"}}
    heart = {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$2", "key": "❤️"}}
    path = write(
        tmp_path / "matrix-Oven-talk-export.json",
        room(
            member(1, ANN, "join", None),
            said(2, "Who bakes?"),
            said(3, "> <@ann:example.org> Who bakes?\n> Really?\n\nI do", BOB, **reply),
            said(4, "* Who bakes today?", **edit),
            event(5, "m.reaction", heart, BOB),
            event(6, "m.reaction", heart, CID),
            event(7, "m.room.redaction", {}, CID, redacts="$6"),
        ),
    )
    with open_archive(path) as archive:
        assert archive.format.name == "matrix"
    assert records(path) == [
        Group(platform="matrix", id="!oven:example.org", name="Oven talk"),
        Person(platform="matrix", id=ANN, name="Ann", handle=ANN),
        Joined(group="!oven:example.org", person=ANN, at=START + 1000),
        Message(
            id="$2",
            group="!oven:example.org",
            author=ANN,
            at=START + 2000,
            text="Who bakes today?",
            reactions=(Reaction(emoji="❤️", count=1, people=(BOB,)),),
            edited_at=START + 4000,
        ),
        Person(platform="matrix", id=BOB, name="bob", handle=BOB),
        Message(
            id="$3",
            group="!oven:example.org",
            author=BOB,
            at=START + 3000,
            text="I do",
            reply_to="$2",
            mentions=(ANN,),
        ),
    ]


def test_membership_events_become_joins_leaves_and_removals(tmp_path: Path) -> None:
    found = records(
        write(
            tmp_path / "a.json",
            room(
                member(1, BOB, "invite", None, ANN),
                member(2, BOB, "join", "invite", prev_sender=ANN),
                member(3, BOB, "join", "join"),
                member(4, BOB, "leave", "join"),
                member(5, CID, "join", None),
                member(6, CID, "leave", "join", ANN),
                member(7, CID, "leave", "invite", CID),
                member(8, BOB, "ban", "join", ANN),
                member(9, BOB, "leave", "ban", ANN),
            ),
        )
    )
    where = "!oven:example.org"
    assert [record for record in found if isinstance(record, Joined | Left | Removed)] == [
        Joined(group=where, person=BOB, at=START + 2000, by=ANN),
        Left(group=where, person=BOB, at=START + 4000),
        Joined(group=where, person=CID, at=START + 5000),
        Removed(group=where, person=CID, at=START + 6000, by=ANN),
        Removed(group=where, person=BOB, at=START + 8000, by=ANN),
    ]
    assert [skip.reason for skip in skips(found)] == [NOTICE] * 4
    assert names(found) == {ANN: "ann", BOB: "Bob", CID: "Cid"}


def test_what_was_deleted_or_cannot_be_decrypted_is_counted(tmp_path: Path) -> None:
    found = records(
        write(
            tmp_path / "a.json",
            room(
                event(1, "m.room.message", {}, unsigned={"redacted_because": {"type": "m.room.redaction"}}),
                said(2),
                event(3, "m.room.redaction", {"redacts": "$2"}),
                event(4, "m.room.encrypted", {"algorithm": "m.megolm.v1.aes-sha2"}),
                event(5, "m.room.topic", {"topic": "bread"}, state_key=""),
            ),
        )
    )
    assert messages(found) == []
    assert [skip.reason for skip in skips(found)] == [DELETED, DELETED, ENCRYPTED, NOTICE]


def test_threads_answer_their_first_message_or_the_one_they_name(tmp_path: Path) -> None:
    thread = {"rel_type": "m.thread", "event_id": "$1", "m.in_reply_to": {"event_id": "$2"}}
    rows = [
        said(3, **{"m.relates_to": {**thread, "is_falling_back": True}}),
        said(4, **{"m.relates_to": {**thread, "is_falling_back": False}}),
    ]
    assert [message.reply_to for message in messages(records(write(tmp_path / "a.json", room(*rows))))] == ["$1", "$2"]


def test_mentions_of_older_clients_are_found_in_the_formatted_text(tmp_path: Path) -> None:
    html = '<a href="https://matrix.to/#/@bob:example.org">Bob</a> <a href="https://matrix.to/#/%40cid%3Aexample.org">C</a>'
    found = messages(records(write(tmp_path / "a.json", room(said(1, formatted_body=html)))))
    assert found[0].mentions == (BOB, CID)


def test_attachments_are_known_by_kind(tmp_path: Path) -> None:
    rows = [
        event(1, "m.room.message", {"msgtype": "m.image", "body": "loaf.jpg"}),
        event(2, "m.sticker", {"body": "wave"}),
        event(3, "m.poll.start", {"m.poll": {}}),
        event(4, "m.room.message", {"msgtype": "m.emote", "body": "bakes"}),
    ]
    found = messages(records(write(tmp_path / "a.json", room(*rows))))
    assert [message.attachments for message in found] == [("image",), ("sticker",), ("poll",), ()]


def test_events_without_a_room_belong_to_the_room_of_the_file(tmp_path: Path) -> None:
    row = said(1)
    del row["room_id"]
    assert groups(records(write(tmp_path / "a.json", room(row)))) == {"Oven talk": "Oven talk"}


def test_the_first_look_for_edits_is_not_progress(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", room(*(said(number, "x" * 2000) for number in range(1000))))
    with open_archive(path) as archive:
        stream = archive.records()
        next(stream)
        assert 0 < archive.consumed < archive.total / 2
        list(stream)
        assert archive.consumed == archive.total
