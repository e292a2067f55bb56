"""A member opens a group, sends files, looks for what was said; guests and other communities' members see nothing."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.chat import facade as chat
from qunli.domains.chat.tests.talk import Talker, admitted, says, take_in
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import host, stranger

__all__ = ["host", "stranger"]
pytestmark = pytest.mark.row("P1")
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def hall(host: Actor) -> int:
    return chat.open_group(actor=host, name="Hall")


def member(host: Actor, name: str) -> tuple[Client, Talker]:
    """A browser with a member signed in."""
    user = User.objects.create_user(f"{name}@example.org", "a-long-enough-passphrase")
    who = admitted(host, name, user.id)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client, who


def test_the_page_shows_what_was_said_and_hostile_text_stays_text(host: Actor, hall: int) -> None:
    client, ann = member(host, "ann")
    take_in(host, says(ann, hall, "</script><script>alert(1)</script>"))
    page = client.get(f"/m/tea/groups/{hall}/")
    assert page.status_code == 200
    assert b"<script>alert(1)" not in page.content
    assert page.context["held"]["said"][0]["text"] == "</script><script>alert(1)</script>"


def test_a_page_begins_where_the_member_stopped_reading(host: Actor, hall: int) -> None:
    client, ann = member(host, "ann")
    _, bo = member(host, "bo")
    take_in(host, *(says(bo, hall, f"message {n}") for n in range(1, 201)))
    chat.mark_read(actor=ann.actor, group=hall, seq=100)
    said = client.get(f"/m/tea/groups/{hall}/").context["held"]["said"]
    assert (said[0]["seq"], said[-1]["seq"]) == (91, 150)
    around = client.get(f"/m/tea/groups/{hall}/messages/", {"around": 20}).json()
    assert (around["said"][0]["seq"], around["said"][-1]["seq"]) == (5, 69)
    assert client.get(f"/m/tea/groups/{hall}/search/", {"q": "message 77"}).json()["said"][0]["seq"] == 77


def test_pictures_are_shown_and_what_could_run_is_saved(host: Actor, hall: int) -> None:
    client, _ = member(host, "ann")
    held = BytesIO()
    Image.new("RGB", (20, 20), "orange").save(held, "PNG")
    for name, data, how in (("loaf.png", held.getvalue(), "inline"), ("loaf.svg", SVG, "attachment")):
        sent = client.post(f"/m/tea/groups/{hall}/files/", {"file": SimpleUploadedFile(name, data)})
        assert sent.status_code == 201
        answer = client.get(f"/m/tea/files/{sent.json()['file']['token']}/{name}")
        assert answer["Content-Disposition"].startswith(how)
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Type"] in ("image/png", "image/jpeg", "application/octet-stream")


def test_a_file_is_for_members_of_its_community_only(host: Actor, stranger: Actor, hall: int) -> None:
    client, ann = member(host, "ann")
    sent = client.post(f"/m/tea/groups/{hall}/files/", {"file": SimpleUploadedFile("a.txt", b"hello")}).json()
    take_in(host, says(ann, hall, "", attachments=(sent["id"],)))
    other, _ = member(stranger, "cy")
    token = sent["file"]["token"]
    assert Client().get(f"/m/tea/files/{token}/a.txt").status_code == 302
    assert other.get(f"/m/tea/files/{token}/a.txt").status_code == 302
    assert other.get(f"/m/coffee/files/{token}/a.txt").status_code == 404
    members.remove_member(actor=host, person=ann.person)
    assert client.get(f"/m/tea/files/{token}/a.txt").status_code == 302


def test_refusals_are_sentences(host: Actor, hall: int) -> None:
    client, ann = member(host, "ann")
    _, bo = member(host, "bo")
    take_in(host, says(bo, hall, "tea"))
    address = f"/m/tea/groups/{hall}/messages/1/"
    assert client.post(address, {"do": "edit", "text": "coffee"}).json()["detail"] == (
        "Only the author can change a message."
    )
    assert client.post(address, {"do": "burn"}).status_code == 422
    assert client.post(f"/m/tea/groups/{hall}/files/").json()["detail"] == "Choose a file first."
    assert client.post(address, {"do": "react", "sign": "👍"}).json()["said"]["reactions"] == [["👍", [ann.identity]]]
    assert chat.message_in(bo.actor, hall, 1).text == "tea"
