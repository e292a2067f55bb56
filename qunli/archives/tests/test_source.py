from __future__ import annotations

import gzip
import os
import tarfile
import zipfile
from pathlib import Path

from qunli.archives.source import Source
from qunli.archives.tests.packed import FILES, contents, tarred, zipped


def test_a_folder_a_zip_and_a_tar_hold_the_same_files(tmp_path: Path) -> None:
    for name, data in FILES.items():
        path = tmp_path / "folder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    assert contents(Source(tmp_path / "folder")) == FILES
    assert contents(Source(zipped(tmp_path / "a.zip", FILES))) == FILES
    assert contents(Source(tarred(tmp_path / "a.tgz", FILES))) == FILES


def test_a_gzipped_file_loses_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "result.json.gz"
    path.write_bytes(gzip.compress(b"[1") + gzip.compress(b",2]") + b"\0" * 8)
    assert contents(Source(path)) == {"result.json": b"[1,2]"}


def test_the_name_given_wins_over_the_name_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "upload-17"
    path.write_bytes(b"hello")
    assert contents(Source(path, name="#bakers.log")) == {"#bakers.log": b"hello"}


def test_pictures_and_archives_inside_are_left_aside(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", FILES).read_bytes()
    files = {"a.json": b"[]", "photo.jpg": b"x", "more.zip": inner, "__MACOSX/a.json": b"x", ".DS_Store": b"x"}
    source = Source(zipped(tmp_path / "a.zip", files))
    assert contents(source) == {"a.json": b"[]"}
    assert source.left_aside == 4


def test_names_that_climb_out_are_only_names(tmp_path: Path) -> None:
    files = {"../../climb.json": b"[1]", "/etc/passwd.json": b"[2]"}
    assert contents(Source(zipped(tmp_path / "a.zip", files))) == files
    assert contents(Source(tarred(tmp_path / "a.tgz", files)))["../../climb.json"] == b"[1]"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tgz", "a.zip"]
    assert not (tmp_path.parent.parent / "climb.json").exists()


def test_links_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not read")
    chat = tmp_path / "chat"
    chat.mkdir()
    (chat / "a.txt").write_text("read")
    (chat / "link.txt").symlink_to(secret)
    (chat / "up").symlink_to(tmp_path)
    assert contents(Source(chat)) == {"a.txt": b"read"}

    with zipfile.ZipFile(tmp_path / "links.zip", "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, str(secret))
    assert contents(Source(tmp_path / "links.zip")) == {}

    with tarfile.open(tmp_path / "links.tgz", "w:gz") as tar:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, str(secret)
        tar.addfile(link)
    assert contents(Source(tmp_path / "links.tgz")) == {}


def test_a_pipe_in_a_folder_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert contents(Source(tmp_path)) == {}


def test_progress_counts_what_was_read_and_not_what_was_looked_at(tmp_path: Path) -> None:
    source = Source(zipped(tmp_path / "a.zip", {"a.txt": b"a" * 100, "b.txt": b"b" * 100}))
    assert (source.consumed, source.total) == (0, 200)
    assert source.head(source.members[0], 50) == b"a" * 50
    assert source.consumed == 0
    with source.open(source.members[0]) as stream:
        assert stream.read(1000) == b"a" * 50
        assert stream.read(1000) == b"a" * 50
    assert source.consumed == 100


def test_a_second_look_reaches_further(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"0123456789")
    source = Source(path)
    assert source.head(source.members[0], 3) == b"012"
    assert source.head(source.members[0], 6) == b"012345"
    with source.survey(source.members[0]) as stream:
        assert stream.read(4) == b"0123"
    assert source.consumed == 0
    assert contents(source) == {"a.txt": b"0123456789"}
    assert source.consumed == 10
