"""Files in messages: what they are is told by their content, and only members get them."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image

from qunli.core.actor import Actor, system
from qunli.core.refusals import Forbidden, Invalid, NotFound, TooMany
from qunli.domains.chat import decisions, examining, talk_files
from qunli.domains.chat import facade as chat
from qunli.domains.chat.handlers import on_person_erased
from qunli.domains.chat.operations.drop_unsent_files import drop_unsent_files
from qunli.domains.chat.tests.talk import Talker, says, take_in
from qunli.domains.members import facade as members
from qunli.domains.members.events import PersonErased

pytestmark = pytest.mark.row("P1")
ACTIVE = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def painted(kind: str = "JPEG", size: tuple[int, int] = (3000, 1500), **more: Any) -> bytes:
    held = BytesIO()
    Image.new("RGB", size, "orange").save(held, kind, **more)
    return held.getvalue()


def with_place() -> bytes:
    """A photo that says where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    return painted(exif=exif)


def on_disk(root: Path) -> list[str]:
    return sorted(str(one.relative_to(root)) for one in root.rglob("*") if one.is_file())


def test_a_picture_is_painted_anew_smaller_and_says_nothing_of_its_camera(
    host: Actor, hall: int, ann: Talker, bo: Talker
) -> None:
    number, view = chat.take_file(actor=ann.actor, group=hall, name="../../loaf.html", pieces=[with_place()])
    assert (view.kind, view.name, view.width, view.height) == ("image", "loaf.html", 2560, 1280)
    take_in(host, says(ann, hall, "", attachments=(number,)))
    assert chat.messages_before(bo.actor, hall)[0].files == [view]
    sent = chat.file_to_send(bo.actor, view.token)
    data = sent.path.read_bytes()
    assert (sent.media_type, b"SecretCamera" in data, dict(Image.open(sent.path).getexif())) == (
        "image/jpeg",
        False,
        {},
    )
    small = chat.file_to_send(bo.actor, view.token, small=True)
    with Image.open(small.path) as shown:
        assert (shown.format, shown.size, small.media_type) == ("WEBP", (480, 240), "image/webp")


def test_what_only_calls_itself_a_picture_is_a_file_to_save(hall: int, ann: Talker) -> None:
    _, view = chat.take_file(actor=ann.actor, group=hall, name="innocent.png", pieces=[ACTIVE])
    assert view.kind == "file"
    assert chat.file_to_send(ann.actor, view.token).media_type == "application/octet-stream"


def test_moving_pictures_move_on(hall: int, ann: Talker) -> None:
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "green")]
    held = BytesIO()
    frames[0].save(held, "GIF", save_all=True, append_images=frames[1:], duration=90)
    _, view = chat.take_file(actor=ann.actor, group=hall, name="a.gif", pieces=[held.getvalue()])
    with Image.open(chat.file_to_send(ann.actor, view.token).path) as shown:
        assert (shown.format, shown.n_frames) == ("WEBP", 2)


@pytest.mark.slow
def test_bombs_broken_pictures_empty_and_large_files_are_refused_and_leave_nothing(
    hall: int, ann: Talker, settings: Any, tmp_path: Path
) -> None:
    settings.FILE_LIMIT = 2_000_000
    bomb = painted("PNG", (9000, 9000))
    assert len(bomb) < 300_000
    for name, data in (("b.png", bomb), ("c.jpg", painted()[:5000]), ("e.txt", b""), ("l.bin", b"x" * 2_000_001)):
        with pytest.raises(Invalid):
            chat.take_file(actor=ann.actor, group=hall, name=name, pieces=[data])
        assert on_disk(tmp_path) == [], name


def test_only_members_send_and_get_files(host: Actor, stranger: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    number, view = chat.take_file(actor=ann.actor, group=hall, name="a.txt", pieces=[b"hello"])
    with pytest.raises(NotFound):  # not sent yet: the uploader's own
        chat.file_to_send(bo.actor, view.token)
    with pytest.raises(Forbidden):
        chat.take_file(actor=host, group=hall, name="a.txt", pieces=[b"hello"])
    take_in(host, says(bo, hall, "mine?", attachments=(number,)))
    assert chat.messages_before(bo.actor, hall)[0].files == []
    take_in(host, says(ann, hall, "mine", attachments=(number,)))
    assert chat.file_to_send(bo.actor, view.token).path.read_bytes() == b"hello"
    for actor in (stranger, Actor(kind="member", id=bo.person, community=stranger.here)):
        with pytest.raises(NotFound):
            chat.file_to_send(actor, view.token)
    chat.delete_message(actor=ann.actor, group=hall, seq=2)
    with pytest.raises(NotFound):
        chat.file_to_send(bo.actor, view.token)


def test_files_never_sent_go_and_so_does_what_a_crash_left(host: Actor, hall: int, ann: Talker, tmp_path: Path) -> None:
    chat.take_file(actor=ann.actor, group=hall, name="a.txt", pieces=[b"never sent"])
    number, kept = chat.take_file(actor=ann.actor, group=hall, name="b.txt", pieces=[b"sent"])
    take_in(host, says(ann, hall, "", attachments=(number,)))
    left = talk_files.place(host.here, "left-by-a-crash")
    left.write_bytes(b"x")
    os.utime(left, (time.time() - 200_000,) * 2)
    assert drop_unsent_files(actor=system(host.here), now=timezone.now()) == 0
    assert drop_unsent_files(actor=system(host.here), now=timezone.now() + timedelta(hours=25)) == 1
    assert on_disk(tmp_path) == [f"talk/{host.here}/{kept.token}"]


def test_an_erased_persons_files_go(host: Actor, hall: int, ann: Talker, tmp_path: Path) -> None:
    number, _ = chat.take_file(actor=ann.actor, group=hall, name="b.txt", pieces=[b"sent"])
    take_in(host, says(ann, hall, "", attachments=(number,)))
    on_person_erased(PersonErased(community=host.here, person=ann.person, identities=[ann.identity]))
    assert on_disk(tmp_path) == []


def test_nobody_fills_the_disk(hall: int, ann: Talker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("qunli.domains.chat.operations.take_file.UNSENT", 1)
    chat.take_file(actor=ann.actor, group=hall, name="a.txt", pieces=[b"one"])
    with pytest.raises(TooMany):
        chat.take_file(actor=ann.actor, group=hall, name="b.txt", pieces=[b"two"])
    assert len(on_disk(tmp_path)) == 1


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("C:\\photos\\loaf.jpg", "loaf.jpg"),
        ("../../etc/passwd", "passwd"),
        ("in\u202efdp.exe", "infdp.exe"),
        ("a\nb\x00.txt", "a b.txt"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
        (".hidden", "hidden"),
    ],
)
def test_names_are_one_line_and_mislead_nobody(given: str, shown: str) -> None:
    assert decisions.file_name(given) == shown


def test_kinds_are_told_by_content(tmp_path: Path) -> None:
    path = tmp_path / "x"
    for data, kind in ((b"%PDF-1.7 x", "application/pdf"), (b"<html>", "application/octet-stream")):
        path.write_bytes(data)
        assert examining.media_type(path) == kind


def test_the_standing_of_a_silenced_member_holds_for_files(host: Actor, hall: int, ann: Talker, tmp_path: Path) -> None:
    members.silence(actor=host, person=ann.person, until=timezone.now() + timedelta(hours=1))
    with pytest.raises(Forbidden):
        chat.take_file(actor=ann.actor, group=hall, name="a.txt", pieces=[b"x"])
    assert on_disk(tmp_path) == []
