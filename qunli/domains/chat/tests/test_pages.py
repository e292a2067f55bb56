"""Histories in the desk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from qunli import archives
from qunli.archives import reasons, times
from qunli.core import work
from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.chat import facade as chat
from qunli.domains.chat import format_wording, wording
from qunli.domains.chat.tasks import TASKS
from qunli.domains.chat.tests.conftest import Bring
from qunli.domains.chat.tests.exports import said, telegram
from qunli.domains.chat.tests.rows import texts

pytestmark = pytest.mark.row("G6")


@pytest.fixture
def desk(host: Actor, settings: Settings, tmp_path: Path) -> Client:
    """The host, signed in."""
    settings.MEDIA_ROOT = tmp_path / "files"
    client = Client()
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def export(tmp_path: Path) -> bytes:
    return telegram(tmp_path / "result.json", [said(n, f"Text {n}") for n in range(1, 30)]).read_bytes()


def begin(desk: Client, size: int, name: str = "result.json") -> dict[str, object]:
    body = json.dumps({"name": name, "size": size})
    answer = desk.post(reverse("begin_upload", args=["tea"]), body, content_type="application/json")
    assert answer.status_code == 201
    return dict(answer.json())


def patch(desk: Client, address: object, offset: int, piece: bytes) -> int:
    answer = desk.patch(str(address), piece, content_type="application/offset+octet-stream",
                           headers={"Upload-Offset": str(offset)})  # fmt: skip
    return answer.status_code


def work_off() -> None:
    work.work_off({task.name: task for task in TASKS})


def test_a_file_goes_up_in_pieces_and_is_read(desk: Client, host: Actor, export: bytes, tmp_path: Path) -> None:
    begun = begin(desk, len(export))
    assert patch(desk, begun["address"], 0, export[:1000]) == 204
    assert desk.head(str(begun["address"])).headers["Upload-Offset"] == "1000"
    assert patch(desk, begun["address"], 1000, export[1000:]) == 204
    work_off()
    (done,) = chat.imports(host)
    assert (done.state, done.messages_new, done.made_by_name) == ("done", 29, "The host")
    assert list((tmp_path / "files" / "imports").glob("*")) == []


def test_after_a_dropped_connection_it_goes_on_where_it_broke_off(desk: Client, host: Actor, export: bytes) -> None:
    first = begin(desk, len(export))
    patch(desk, first["address"], 0, export[:1000])
    again = begin(desk, len(export))
    assert again == {"address": first["address"], "offset": 1000}
    assert patch(desk, again["address"], 500, export[500:]) == 409
    assert patch(desk, again["address"], 1000, export[1000:]) == 204
    work_off()
    assert len(texts(host)) == 29


def test_more_bytes_than_announced_are_refused_and_dropped(desk: Client, host: Actor, export: bytes) -> None:
    begun = begin(desk, 10)
    assert patch(desk, begun["address"], 0, export) == 422
    assert desk.head(str(begun["address"])).headers["Upload-Offset"] == "0"


def test_a_form_without_script_brings_several_files(desk: Client, host: Actor, export: bytes) -> None:
    files = [SimpleUploadedFile("result.json", export), SimpleUploadedFile("milk.txt", b"milk, bread")]
    answer = desk.post(reverse("imports", args=["tea"]), {"files": files})
    assert answer.status_code == 302
    work_off()
    assert {one.name: one.state for one in chat.imports(host)} == {"result.json": "done", "milk.txt": "refused"}
    page = desk.get(reverse("imports", args=["tea"])).content.decode()
    assert "This is not a chat export that Qunli knows." in page


def test_the_pages_say_what_was_skipped_and_why(desk: Client, host: Actor, bring: Bring, tmp_path: Path) -> None:
    export = telegram(tmp_path / "result.json", [said(n, f"Text {n}") for n in range(1, 6)])
    export.write_text(export.read_text("utf-8").replace('"id": 3,', '"id": =oops,'), "utf-8")
    done = bring(export)
    page = desk.get(reverse("history", args=["tea", done.id])).content.decode()
    assert "1 × this is not valid JSON" in page
    sheet = b"".join(desk.get(reverse("skipped_pieces", args=["tea", done.id])).streaming_content).decode("utf-8-sig")
    assert sheet.splitlines()[0] == "reason,file,place,unit,excerpt"
    assert sheet.splitlines()[1].startswith("this is not valid JSON,result.json,")


def test_buttons_stop_start_and_remove(desk: Client, host: Actor, export: bytes) -> None:
    desk.post(reverse("imports", args=["tea"]), {"files": [SimpleUploadedFile("result.json", export)]})
    history = chat.imports(host)[0].id
    address = reverse("change_import", args=["tea", history])
    desk.post(address, {"what": "stop"})
    assert chat.history_import(host, history).state == "stopped"
    assert "Go on" in desk.get(reverse("history", args=["tea", history])).content.decode()
    desk.post(address, {"what": "start"})
    work_off()
    assert chat.history_import(host, history).messages_new == 29
    desk.post(address, {"what": "forget"})
    assert chat.imports(host) == []
    assert desk.post(address, {"what": "explode"}).status_code == 422


def test_a_refused_file_is_read_as_what_somebody_says_it_is(desk: Client, host: Actor) -> None:
    desk.post(reverse("imports", args=["tea"]), {"files": [SimpleUploadedFile("x.txt", b"hello")]})
    work_off()
    history = chat.imports(host)[0].id
    desk.post(reverse("change_import", args=["tea", history]), {"what": "start_as", "format": "telegram"})
    work_off()
    done = chat.history_import(host, history)
    assert (done.state, done.format, done.messages_new, done.skipped > 0) == ("done", "telegram", 0, True)


def test_the_list_asks_again_only_while_something_moves(desk: Client, host: Actor, export: bytes) -> None:
    address = reverse("imports", args=["tea"])
    assert "No history yet" in desk.get(address).content.decode()
    begin(desk, len(export))
    fragment = desk.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "every 1s" in fragment
    assert "<html" not in fragment
    chat.forget_import(actor=host, history_import=chat.imports(host)[0].id)
    assert "every 1s" not in desk.get(address, headers={"HX-Request": "true"}).content.decode()


def test_strangers_and_other_communities_see_nothing(desk: Client, host: Actor, stranger: Actor, export: bytes) -> None:
    begun = begin(desk, len(export))
    history = chat.imports(host)[0].id
    assert Client().get(reverse("imports", args=["tea"])).status_code == 302
    for name in ("history", "skipped_pieces"):
        assert desk.get(reverse(name, args=["coffee", history])).status_code == 404
    assert desk.post(reverse("change_import", args=["coffee", history]), {"what": "stop"}).status_code == 404
    assert patch(desk, reverse("upload", args=["coffee", history]), 0, export) == 404
    assert desk.head(str(begun["address"])).headers["Upload-Offset"] == "0"


def test_every_sentence_of_the_readers_can_be_translated() -> None:
    spoken = {
        value for module in (reasons, times) for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str) and not name.startswith("_")
    }  # fmt: skip
    assert spoken - set(wording.REASONS) == set()
    named = {sentence for one in archives.formats() for sentence in (one.label, one.how)}
    assert named - set(format_wording.SENTENCES) == set()
    assert format_wording.format_label("telegram") == "Telegram (JSON)"
    with pytest.raises(archives.ArchiveRefused) as refusal:
        archives.open_archive(__file__, format="telepathy")
    assert refusal.value.code in wording.REFUSALS
