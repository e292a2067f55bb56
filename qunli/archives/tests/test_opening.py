from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from qunli.archives import Archive, ArchiveRefused, formats, open_archive
from qunli.archives.detect import READERS
from qunli.archives.reasons import DAMAGED
from qunli.archives.tests.brought import LATEST, records, skips, write
from qunli.archives.tests.packed import tarred, zipped
from qunli.archives.tests.telegram_export import chat, said


def test_every_format_says_what_it_is_and_how_to_get_one() -> None:
    known = formats()
    assert len({kind.name for kind in known}) == len(known) == len(READERS)
    for kind in known:
        assert kind.label
        assert kind.how.endswith(".")


@pytest.mark.parametrize("content", ["just some words\nand more\n", '{"a": 1}', "[1, 2]", "a,b\n1,2\n"])
def test_a_wrong_file_is_refused_in_one_sentence_that_names_what_is_read(tmp_path: Path, content: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ArchiveRefused, match="not a chat export that Qunli knows") as refused:
        open_archive(path)
    assert refused.value.code == "unknown_file"
    assert "Telegram (JSON)" in refused.value.sentence


def test_a_web_page_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "messages.html"
    path.write_text("<!DOCTYPE html>\n<html>", encoding="utf-8")
    with pytest.raises(ArchiveRefused, match="choose JSON instead of HTML"):
        open_archive(path)


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.json"
    path.write_bytes(content)
    with pytest.raises(ArchiveRefused):
        open_archive(path)
    with pytest.raises(ArchiveRefused):
        open_archive(zipped(tmp_path / "a.zip", {}))


def test_an_unknown_format_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ArchiveRefused, match="“icq” is not a format") as refused:
        open_archive(write(tmp_path / "a.json", chat(said(1))), format="icq")
    assert refused.value.code == "unknown_format"


def test_the_format_given_is_used_without_looking(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", {"messages": [{"id": 1, "type": "message", "from": "Ann", "date": "2024-01-01"}]})
    with pytest.raises(ArchiveRefused):
        open_archive(path)
    assert len(records(path, format="telegram")) == 3


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    with open_archive(write(tmp_path / "a.json", chat(said(1), said(2))), latest=LATEST) as archive:
        first = list(archive.records())
        assert list(archive.records()) == first


def test_messages_from_the_future_are_skipped_by_the_clock(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", chat(said(1), said(2, date_unixtime="4000000000")))
    with open_archive(path) as archive:
        assert [skip.reason for skip in skips(list(archive.records()))] == ["the time is in the future"]


def test_a_torn_archive_gives_what_it_holds_and_says_that_it_is_torn(tmp_path: Path) -> None:
    padding = {f"{number}.json": os.urandom(2000).hex().encode() for number in range(50)}
    path = tarred(tmp_path / "a.tgz", {"result.json": json.dumps(chat(said(1))).encode(), **padding})
    path.write_bytes(path.read_bytes()[:-60_000])
    found = records(path)
    assert found[-1].reason == DAMAGED  # type: ignore[union-attr]
    assert any(record.__class__.__name__ == "Message" for record in found)


def test_an_archive_tells_its_name_and_closes_itself(tmp_path: Path) -> None:
    with open_archive(write(tmp_path / "upload-1", chat(said(1))), name="result.json") as archive:
        assert isinstance(archive, Archive)
        assert archive.name == "result.json"


def test_the_chat_is_found_among_many_other_files(tmp_path: Path) -> None:
    other = {f"a/notes-{number}": b"words" for number in range(40)}
    path = zipped(tmp_path / "a.zip", {**other, "z/result.json": json.dumps(chat(said(1))).encode()})
    with open_archive(path, latest=LATEST) as archive:
        assert archive.format.name == "telegram"
