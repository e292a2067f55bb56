"""An import is stopped, crashes, is taken over, and ends as if nothing had happened."""

from __future__ import annotations

from pathlib import Path

import pytest

from qunli.core import work
from qunli.core.actor import Actor
from qunli.core.models import Work
from qunli.core.refusals import Conflict
from qunli.domains.chat import facade as chat
from qunli.domains.chat import importing
from qunli.domains.chat.tasks import TASKS
from qunli.domains.chat.tests.conftest import Bring
from qunli.domains.chat.tests.exports import joined, said, telegram
from qunli.domains.chat.tests.rows import events, everything

pytestmark = [pytest.mark.row("G6"), pytest.mark.row("P6"), pytest.mark.usefixtures("small_batches")]


class Crash(BaseException):
    """The process ends here."""


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Sixty messages in seven batches, with replies and people who join."""
    messages = [said(n, f"Text {n}", by=n % 7, reply_to_message_id=max(1, n - 15)) for n in range(1, 61)]
    return telegram(tmp_path / "result.json", [joined(0, 8), *messages, joined(61, 9)])


def register(actor: Actor, path: Path) -> int:
    return chat.register_import(actor=actor, name=path.name, path=str(path), size=chat.size_of(path))


def crash_after(batches: int) -> importing.Report:
    seen: list[int] = []

    def report(progress: chat.Progress) -> None:
        if not progress.skipping:
            seen.append(progress.records)
        if len(seen) == batches:
            raise Crash

    return report


@pytest.mark.parametrize("batches", [1, 2, 5, 7])
def test_a_crash_between_batches_doubles_and_loses_nothing(host: Actor, export: Path, batches: int) -> None:
    history = register(host, export)
    turn = chat.take_in_hand(actor=host, history_import=history)
    with pytest.raises(Crash):
        chat.read_history(host.community or 0, history, turn, crash_after(batches))
    assert chat.history_import(host, history).state == "running"
    chat.read_history(host.community or 0, history, turn, lambda progress: None)
    done = chat.history_import(host, history)
    assert (done.state, done.messages_new, done.messages_known) == ("done", 60, 0)
    assert (done.movements_new, done.people_new, done.people_known) == (2, 9, 0)
    assert len(everything(host)["messages"]) == 60


def test_an_import_with_crashes_ends_as_one_without(host: Actor, stranger: Actor, export: Path, bring: Bring) -> None:
    bring(export, actor=stranger)
    history = register(host, export)
    turn = chat.take_in_hand(actor=host, history_import=history)
    for _ in range(20):
        try:
            chat.read_history(host.community or 0, history, turn, crash_after(1))
        except Crash:
            continue
        break
    disturbed, undisturbed = everything(host), everything(stranger)
    fields = ("external_id", "at", "text", "reply_to", "question")
    assert [[row[one] for one in fields] for row in disturbed["messages"]] == [
        [row[one] for one in fields] for row in undisturbed["messages"]
    ]
    assert len(disturbed["people"]) == len(undisturbed["people"])


def test_stopped_between_batches_it_goes_on_from_there(host: Actor, export: Path) -> None:
    history = register(host, export)
    chat.start_import(actor=host, history_import=history)

    def stop_at_twenty(progress: chat.Progress) -> None:
        if progress.records == 20:
            chat.stop_import(actor=host, history_import=history)

    chat.read_history(host.community or 0, history, 1, stop_at_twenty)
    stopped = chat.history_import(host, history)
    assert (stopped.state, stopped.records, len(everything(host)["messages"])) == ("stopped", 20, 10)
    chat.start_import(actor=host, history_import=history)
    work.work_off({task.name: task for task in TASKS})
    done = chat.history_import(host, history)
    assert (done.state, done.messages_new) == ("done", 60)
    kinds = [kind for kind in events(host) if kind.startswith("chat.")]
    assert kinds == [
        "chat.HistoryImportStarted",
        "chat.HistoryImportStopped",
        "chat.HistoryImportStarted",
        "chat.HistoryImportFinished",
    ]


def test_a_reader_that_was_taken_over_commits_nothing_more(host: Actor, export: Path) -> None:
    history = register(host, export)
    first = chat.take_in_hand(actor=host, history_import=history)
    turns = [first]

    def take_over(progress: chat.Progress) -> None:
        if len(turns) == 1:
            turns.append(chat.take_in_hand(actor=host, history_import=history))

    chat.read_history(host.community or 0, history, first, take_over)
    assert chat.history_import(host, history).records == 10
    chat.read_history(host.community or 0, history, turns[1], lambda progress: None)
    assert chat.history_import(host, history).messages_new == 60


def test_what_is_under_way_or_done_is_not_started_again(host: Actor, export: Path) -> None:
    history = register(host, export)
    chat.start_import(actor=host, history_import=history)
    with pytest.raises(Conflict):
        chat.start_import(actor=host, history_import=history)
    work.work_off({task.name: task for task in TASKS})
    with pytest.raises(Conflict):
        chat.start_import(actor=host, history_import=history)
    with pytest.raises(Conflict):
        chat.stop_import(actor=host, history_import=history)
    assert Work.objects.filter(task="chat.import_history").count() == 1


def test_a_file_that_changed_meanwhile_is_read_from_its_start(host: Actor, export: Path) -> None:
    history = register(host, export)
    turn = chat.take_in_hand(actor=host, history_import=history)
    with pytest.raises(Crash):
        chat.read_history(host.community or 0, history, turn, crash_after(3))
    telegram(export, [said(n, f"Text {n}", by=n % 7) for n in range(1, 81)])
    chat.read_history(host.community or 0, history, turn, lambda progress: None)
    done = chat.history_import(host, history)
    assert (done.messages_new + done.messages_known + done.messages_changed, done.records) == (80, 88)
    assert len(everything(host)["messages"]) == 80


def test_an_error_of_ours_is_tried_again_and_then_shown(
    host: Actor, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = register(host, export)
    chat.start_import(actor=host, history_import=history)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(importing, "import_batch", broken)
    tasks = {task.name: task for task in TASKS}
    for _ in range(3):
        Work.objects.update(due="2020-01-01T00:00Z")
        work.work_off(tasks)
    failed = chat.history_import(host, history)
    assert (failed.state, failed.refusal_sentence) == ("failed", "RuntimeError: the disk is full")
    assert Work.objects.get(task="chat.import_history").state == "parked"
    monkeypatch.undo()
    chat.start_import(actor=host, history_import=history)
    work.work_off(tasks)
    assert chat.history_import(host, history).messages_new == 60


def test_forgetting_an_import_keeps_the_messages(host: Actor, export: Path, bring: Bring) -> None:
    done = bring(export)
    chat.forget_import(actor=host, history_import=done.id)
    assert chat.imports(host) == []
    assert len(everything(host)["messages"]) == 60
    assert export.exists()
