"""Histories come in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qunli.core.actor import Actor, system
from qunli.domains.chat import facade as chat
from qunli.domains.chat.tests.conftest import Bring
from qunli.domains.chat.tests.exports import START, joined, said, slack, telegram
from qunli.domains.chat.tests.rows import events, everything, texts
from qunli.domains.members import facade as members

pytestmark = pytest.mark.row("G6")


def test_a_message_keeps_what_the_export_says(host: Actor, bring: Bring, tmp_path: Path) -> None:
    reaction = {"type": "emoji", "count": 2, "emoji": "🍵", "recent": [{"from": "Bo", "from_id": "user2", "date": ""}]}
    first = said(1, "Which tea?", reactions=[reaction])
    second = said(2, "Green.\x00 Really", by=2, reply_to_message_id=1, edited_unixtime=str(START + 999))
    done = bring(telegram(tmp_path / "result.json", [first, second, joined(3, by=3)]))
    one, other = everything(host)["messages"]
    ann, bo, _cy = (identity.id for identity in members.identities(host))
    assert (one["text"], one["at"], one["length"], one["question"], one["to_id"]) == (
        "Which tea?", 1000 * (START + 60), 10, True, None,
    )  # fmt: skip
    assert (one["author_id"], one["reactions"]) == (ann, [["🍵", 2, [bo]]])
    assert (other["text"], other["to_id"], other["reply_to"], other["edited_at"]) == (
        "Green. Really", ann, "1", 1000 * (START + 999),
    )  # fmt: skip
    assert (done.messages_new, done.movements_new, done.people_new, done.groups_new) == (2, 1, 3, 1)
    assert (done.state, done.format, done.read_bytes == done.total_bytes) == ("done", "telegram", True)


def test_the_same_file_twice_changes_nothing(host: Actor, bring: Bring, tmp_path: Path) -> None:
    export = telegram(
        tmp_path / "result.json", [*(said(n, f"Text {n}", by=n % 5) for n in range(1, 40)), joined(40, 9)]
    )
    bring(export)
    stored, told = everything(host), events(host)
    again = bring(export)
    assert everything(host) == stored
    assert events(host) == [*told, "chat.HistoryImportStarted"]
    assert (again.messages_new, again.messages_changed, again.messages_known) == (0, 0, 39)
    assert (again.movements_new, again.movements_known, again.people_new, again.people_known) == (0, 1, 0, 6)


def test_a_later_export_adds_what_is_new_and_takes_over_edits(host: Actor, bring: Bring, tmp_path: Path) -> None:
    bring(telegram(tmp_path / "old.json", [said(1, "helo"), said(2, "same")]))
    days = chat.touched_days(host)
    chat.clear_touched_days(actor=system(host.community), days=days)
    later = [said(1, "Hello?", edited_unixtime=str(START + 500)), said(2, "same"), said(3 * 24 * 60, "new")]
    done = bring(telegram(tmp_path / "new.json", later))
    assert (done.messages_new, done.messages_changed, done.messages_known) == (1, 1, 1)
    assert texts(host) == ["Hello?", "same", "new"]
    assert everything(host)["messages"][0]["question"] is True
    day = START // 86_400
    assert [one.day for one in chat.touched_days(host)] == [day, day + 3]


def test_an_older_export_does_not_undo_an_edit(host: Actor, bring: Bring, tmp_path: Path) -> None:
    edited = said(1, "second edit", edited_unixtime=str(START + 900))
    bring(telegram(tmp_path / "new.json", [edited]))
    done = bring(telegram(tmp_path / "old.json", [said(1, "first edit", edited_unixtime=str(START + 500))]))
    assert (texts(host), done.messages_known) == (["second edit"], 1)


def test_a_reply_finds_its_addressee_in_whatever_order_messages_come(
    host: Actor, bring: Bring, tmp_path: Path, small_batches: None
) -> None:
    early = [said(n, "filler", by=3) for n in range(2, 30)]
    bring(telegram(tmp_path / "new.json", [said(1, "early", by=4, reply_to_message_id=50), *early]))
    bring(telegram(tmp_path / "old.json", [said(50, "answered later", by=5)]))
    ids = {one.external_id: one.id for one in members.identities(host)}
    assert everything(host)["messages"][0]["to_id"] == ids["user5"]
    assert chat.touched_days(host)[0].version > 1


def test_people_of_two_exports_are_matched_with_a_reason_and_an_undo(host: Actor, bring: Bring, tmp_path: Path) -> None:
    bring(telegram(tmp_path / "result.json", [said(1, "Hi", name="Marjory Cartwright")]))
    message = {"type": "message", "user": "U1", "text": "Hello", "ts": "1700000000.000100"}
    person = {
        "id": "U1",
        "name": "mc",
        "profile": {"real_name": "Marjory Cartwright"},
        "real_name": "Marjory Cartwright",
    }
    bring(slack(tmp_path / "slack.zip", [message], [person]))
    (merge,) = members.merges(host)
    assert (merge.reason, merge.detail) == ("same_full_name", {"value": "marjory cartwright"})
    assert [one.platform for one in members.person(host, merge.kept).identities] == ["telegram", "slack"]
    before = everything(host)["messages"]
    members.undo_merge(actor=host, merge=merge.id)
    assert everything(host)["messages"] == before
    assert len(members.find_people(host, "marjory")[0]) == 2


def test_a_broken_file_loses_only_its_broken_records(host: Actor, bring: Bring, tmp_path: Path) -> None:
    export = telegram(tmp_path / "result.json", [said(n, f"Text {n}") for n in range(1, 6)])
    whole = export.read_text("utf-8")
    broken = whole.replace('"id": 3,', '"id": oops,')
    export.write_text(broken, "utf-8")
    done = bring(export)
    (piece,) = chat.skipped_pieces(host, done.id)
    assert (done.state, done.messages_new, done.skipped, done.skipped_reasons) == ("done", 4, 1, {piece.reason: 1})
    assert (piece.file, piece.unit) == ("result.json", "byte")
    assert abs(piece.position - broken.index("oops")) < 20
    assert "oops" in piece.excerpt
    assert texts(host) == ["Text 1", "Text 2", "Text 4", "Text 5"]


def test_a_wrong_file_is_refused_in_one_sentence_and_nothing_is_stored(
    host: Actor, bring: Bring, tmp_path: Path
) -> None:
    wrong = tmp_path / "shopping.txt"
    wrong.write_text("milk\nbread\n")
    nothing = everything(host)
    done = bring(wrong)
    assert (done.state, done.refusal_code) == ("refused", "unknown_file")
    assert done.refusal_sentence.startswith("This is not a chat export that Qunli knows.")
    assert everything(host) == nothing
    assert events(host)[-1] == "chat.HistoryImportRefused"


def test_a_file_that_is_gone_is_refused_in_one_sentence(host: Actor, bring: Bring, tmp_path: Path) -> None:
    done = bring(tmp_path / "gone.json")
    assert (done.state, done.refusal_sentence) == ("refused", "“gone.json” cannot be opened.")


def test_texts_that_databases_dislike_are_stored(host: Actor, bring: Bring, tmp_path: Path) -> None:
    odd = ["\x00", "a" * 100_000, "\u202eabc", "'; DROP TABLE chat_message; --", "%s %d \\N \t \\", "😀" * 300]
    messages = [said(n, text, by=n, name=(text or "x") * 3) for n, text in enumerate(odd, 1)]
    done = bring(telegram(tmp_path / "result.json", messages))
    assert (done.state, done.messages_new) == ("done", len(odd))
    assert texts(host) == ["", *odd[1:]]


def test_ids_and_names_of_any_length_are_stored(host: Actor, bring: Bring, tmp_path: Path) -> None:
    export = telegram(tmp_path / "result.json", [said(1, "Hi", name="N" * 5000)])
    whole = json.loads(export.read_text("utf-8"))
    whole["messages"][0]["from_id"] = "user" + "9" * 5000
    whole["name"] = "G" * 5000
    export.write_text(json.dumps(whole), "utf-8")
    assert bring(export).messages_new == 1
    assert bring(export).messages_known == 1
    assert len(members.find_people(host)[0][0].name) == 200


@pytest.mark.slow
@pytest.mark.parametrize("sample", ["exports/zulip_wasmtime_stream.tar.gz"])
def test_a_real_stream_comes_in_whole(host: Actor, bring: Bring, shared: Path, sample: str) -> None:
    done = bring(shared / "data" / sample)
    again = bring(shared / "data" / sample)
    assert (done.state, done.messages_new, done.skipped) == ("done", 10_435, 0)
    assert (again.messages_new, again.messages_known) == (0, 10_435)
