"""A person asks for their data, then to be forgotten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qunli.core import work
from qunli.core.actor import Actor
from qunli.core.dispatch import dispatch
from qunli.core.models import Event, Work
from qunli.domains.chat import facade as chat
from qunli.domains.chat.handlers import HANDLERS
from qunli.domains.chat.tasks import TASKS
from qunli.domains.chat.tests.conftest import Bring
from qunli.domains.chat.tests.exports import joined, said, telegram
from qunli.domains.chat.tests.rows import everything, texts
from qunli.domains.members import facade as members

pytestmark = pytest.mark.row("P4")


@pytest.fixture
def ann(host: Actor, bring: Bring, tmp_path: Path) -> int:
    """Ann Unusual, who joined and said two things; Bo answered."""
    name = "Ann Unusual"
    messages = [joined(0, 1), said(1, "My secret", name=name), said(2, "Oh", by=2), said(3, "Psst", name=name)]
    bring(telegram(tmp_path / "first.json", messages))
    return members.find_people(host, "unusual")[0][0].id


def settle() -> None:
    """Deliver events and do the work they cause."""
    dispatch(HANDLERS)
    work.work_off({task.name: task for task in TASKS})


def test_an_export_holds_everything_a_person_said_and_did(host: Actor, ann: int) -> None:
    said_of_ann = json.loads(b"".join(chat.export_person(host, ann)))
    assert said_of_ann["person"]["name"] == "Ann Unusual"
    assert [one["text"] for one in said_of_ann["messages"]] == ["My secret", "Psst"]
    assert [one["kind"] for one in said_of_ann["movements"]] == ["join"]
    assert [one["name"] for one in said_of_ann["groups"].values()] == ["Tea Room"]


def test_texts_go_and_counts_stay(host: Actor, ann: int) -> None:
    members.erase_person(actor=host, person=ann)
    settle()
    assert texts(host) == ["", "Oh", ""]
    assert [row["length"] for row in everything(host)["messages"]] == [9, 2, 4]
    log = json.dumps([*Event.objects.values_list("body", flat=True), *Work.objects.values_list("body", flat=True)])
    assert "Unusual" not in log
    assert Event.objects.filter(kind="chat.MessagesErased", body__messages=2).exists()


def test_reading_the_file_again_brings_nothing_back(host: Actor, bring: Bring, tmp_path: Path, ann: int) -> None:
    members.erase_person(actor=host, person=ann)
    settle()
    messages = [said(1, "My secret", name="Ann Unusual"), said(2, "Oh", by=2), said(9, "I am back", name="Ann Unusual")]
    done = bring(telegram(tmp_path / "again.json", messages))
    assert (done.messages_new, done.messages_changed, done.people_new) == (1, 0, 0)
    assert texts(host) == ["", "Oh", "", ""]
    assert members.find_people(host, "unusual")[1] == 0
    assert "Unusual" not in str(everything(host))


def test_excerpts_of_skipped_pieces_go_too(host: Actor, bring: Bring, tmp_path: Path, ann: int) -> None:
    export = telegram(tmp_path / "broken.json", [said(1, "My secret", name="Ann Unusual")])
    export.write_text(export.read_text("utf-8").replace('"id": 1,', '"id": oops,'), "utf-8")
    broken = bring(export)
    assert "Unusual" in next(chat.skipped_pieces(host, broken.id)).excerpt
    members.erase_person(actor=host, person=ann)
    settle()
    assert next(chat.skipped_pieces(host, broken.id)).excerpt == ""


def test_somebody_erased_while_a_history_is_read_stays_erased(host: Actor, tmp_path: Path, small_batches: None) -> None:
    export = telegram(tmp_path / "long.json", [said(n, f"Secret {n}", name="Ann Unusual") for n in range(1, 40)])
    history = chat.register_import(actor=host, name="long.json", path=str(export), size=1)
    turn = chat.take_in_hand(actor=host, history_import=history)

    def erase_after_the_first_batch(progress: chat.Progress) -> None:
        for person in members.find_people(host, "unusual")[0]:
            members.erase_person(actor=host, person=person.id)
            settle()

    chat.read_history(host.community or 0, history, turn, erase_after_the_first_batch)
    assert (chat.history_import(host, history).messages_new, set(texts(host))) == (39, {""})
    assert "Unusual" not in str(everything(host))
