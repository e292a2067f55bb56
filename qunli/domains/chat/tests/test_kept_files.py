"""Uploads that nobody reads do not stay on disk for ever."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from qunli.core import tenancy, work
from qunli.core.actor import Actor
from qunli.core.models import Event, Work
from qunli.core.refusals import Conflict
from qunli.domains.chat import decisions, files, uploads
from qunli.domains.chat import facade as chat
from qunli.domains.chat.models import HistoryImport
from qunli.domains.chat.tasks import TASKS
from qunli.domains.chat.tests.exports import said, telegram

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("P6")]


@pytest.fixture
def export(settings: Settings, tmp_path: Path) -> bytes:
    settings.MEDIA_ROOT = tmp_path / "files"
    return telegram(tmp_path / "result.json", [said(n, f"Text {n}") for n in range(1, 30)]).read_bytes()


def upload(host: Actor, data: bytes, of: int | None = None) -> int:
    history = chat.open_upload(actor=host, name=f"{len(data)}.json", size=of or len(data))
    uploads.receive(host, history, 0, [data])
    return history


def path_of(host: Actor, history: int) -> Path:
    with tenancy.within(host.community or 0):
        return Path(HistoryImport.objects.get(id=history).path)


def days_ago(host: Actor, history: int, days: int) -> None:
    """Everything about it happened that long ago."""
    then = timezone.now() - timedelta(days=days)
    with tenancy.within(host.community or 0):
        rows = HistoryImport.objects.filter(id=history)
        rows.update(made_at=then)
        for name in ("alive_at", "finished_at"):
            rows.exclude(**{name: None}).update(**{name: then})
    os.utime(path_of(host, history), (then.timestamp(), then.timestamp()))


def night_falls() -> None:
    """The schedule's hour has come."""
    work.enqueue("chat.drop_files", {})
    work.work_off({task.name: task for task in TASKS if task.name == "chat.drop_files"})
    assert not Work.objects.exclude(error="").exists()


def test_a_refused_file_goes_after_four_weeks_and_the_record_says_so(host: Actor, export: bytes) -> None:
    history = upload(host, b"no history at all " * 50)
    chat.start_import(actor=host, history_import=history)
    work.work_off({task.name: task for task in TASKS})
    days_ago(host, history, 27)
    night_falls()
    kept = chat.history_import(host, history)
    assert (kept.state, kept.file_dropped_at, path_of(host, history).exists()) == ("refused", None, True)
    assert kept.kept_until is not None
    assert timedelta(hours=20) < kept.kept_until - timezone.now() < timedelta(hours=24)
    days_ago(host, history, 29)
    night_falls()
    gone = chat.history_import(host, history)
    assert (gone.state, gone.kept_until, path_of(host, history).exists()) == ("refused", None, False)
    assert gone.file_dropped_at is not None
    assert Event.objects.filter(kind="chat.HistoryFileDropped").count() == 1
    with pytest.raises(Conflict, match="Bring it again"):
        chat.start_import(actor=host, history_import=history)
    night_falls()
    assert Event.objects.filter(kind="chat.HistoryFileDropped").count() == 1


def test_a_stopped_import_keeps_what_was_read(host: Actor, export: bytes) -> None:
    history = upload(host, export)
    chat.start_import(actor=host, history_import=history)
    chat.stop_import(actor=host, history_import=history)
    days_ago(host, history, 29)
    night_falls()
    assert chat.history_import(host, history).state == "stopped"
    assert not path_of(host, history).exists()
    again = upload(host, export)
    chat.start_import(actor=host, history_import=again)
    work.work_off({task.name: task for task in TASKS})
    assert chat.history_import(host, again).messages_new == 29


def test_an_upload_that_never_arrived_whole_goes_and_is_not_gone_on_with(host: Actor, export: bytes) -> None:
    history = upload(host, export[:1000], of=len(export))
    days_ago(host, history, 29)
    night_falls()
    assert chat.history_import(host, history).state == "stopped"
    assert chat.open_upload(actor=host, name="1000.json", size=len(export)) != history


def test_a_file_on_this_machine_that_was_not_uploaded_is_left_alone(host: Actor, export: bytes, tmp_path: Path) -> None:
    place = tmp_path / "result.json"
    history = chat.register_import(actor=host, name="result.json", path=str(place), size=len(export))
    chat.stop_import(actor=host, history_import=history)
    days_ago(host, history, 400)
    night_falls()
    assert place.exists()
    assert chat.history_import(host, history).file_dropped_at is None


def test_files_that_no_import_knows_go_too(host: Actor, export: bytes) -> None:
    known, lost = upload(host, export), files.new_place()
    lost.write_bytes(b"left behind by a crash")
    fresh = files.new_place()
    fresh.write_bytes(b"just arriving")
    old = (timezone.now() - decisions.KEPT_FOR - timedelta(days=1)).timestamp()
    os.utime(lost, (old, old))
    night_falls()
    assert (lost.exists(), fresh.exists(), path_of(host, known).exists()) == (False, True, True)
