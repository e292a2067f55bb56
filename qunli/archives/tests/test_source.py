from __future__ import annotations

import gzip
import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from qunli.archives.errors import ArchiveRefused
from qunli.archives.source import Source


def contents(source: Source) -> dict[str, bytes]:
    found = {}
    for member in source.members:
        with source.open(member) as stream:
            parts = []
            while data := stream.read(1000):
                parts.append(data)
            found[member.name] = b"".join(parts)
    return found


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


FILES = {"chat/a.json": b"[1]", "chat/b.txt": b"hello"}


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


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    source = Source(zipped(tmp_path / "bomb.zip", {"a.txt": b"0" * 60_000_000}))
    with pytest.raises(ArchiveRefused, match="unpacks to far more than a chat would") as refused:
        source.members  # noqa: B018
    assert refused.value.code == "bomb"


def test_a_gzip_bomb_is_refused_while_it_unpacks(tmp_path: Path) -> None:
    path = tmp_path / "bomb.txt.gz"
    path.write_bytes(gzip.compress(b"0" * 60_000_000))
    with pytest.raises(ArchiveRefused):
        contents(Source(path))


def test_a_tar_bomb_is_refused_while_it_is_listed(tmp_path: Path) -> None:
    with pytest.raises(ArchiveRefused):
        Source(tarred(tmp_path / "bomb.tgz", {"a.txt": b"0" * 60_000_000})).members  # noqa: B018


def test_a_tar_header_of_gigabytes_is_not_read(tmp_path: Path) -> None:
    header = tarfile.TarInfo("pax")
    header.type, header.size = tarfile.XHDTYPE, 2**30
    path = tmp_path / "header.tar"
    path.write_bytes(header.tobuf(tarfile.USTAR_FORMAT) + b"\0" * 2048)
    with pytest.raises(ArchiveRefused, match="This tar archive is damaged"):
        Source(path)


def test_a_zip_with_a_password_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", FILES)
    data = bytearray(path.read_bytes())
    start = data.index(b"PK\x01\x02")
    data[start + 8] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(ArchiveRefused, match="protected by a password"):
        Source(path).members  # noqa: B018


@pytest.mark.parametrize("magic", [b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\x00", b"BZh9", b"\xfd7zXZ\x00"])
def test_other_archives_are_refused_by_name(tmp_path: Path, magic: bytes) -> None:
    path = tmp_path / "a"
    path.write_bytes(magic + b"\0" * 100)
    with pytest.raises(ArchiveRefused, match="bring a zip instead"):
        Source(path)


def test_a_broken_zip_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04 nothing more")
    with pytest.raises(ArchiveRefused, match="This zip is damaged"):
        Source(path)


def test_a_missing_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ArchiveRefused, match="cannot be opened"):
        Source(tmp_path / "nothing.json")


def test_a_packed_file_that_breaks_off_gives_what_stands_before_the_break(tmp_path: Path) -> None:
    whole = os.urandom(300_000).hex().encode()
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(whole)[:-100_000])
    source = Source(path)
    with source.open(source.members[0]) as stream:
        parts = []
        while data := stream.read():
            parts.append(data)
        assert stream.damage is not None
    assert whole.startswith(b"".join(parts))
    assert len(b"".join(parts)) > 300_000


def test_a_zip_member_with_a_wrong_checksum_stops_with_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", b"hello")
    path.write_bytes(path.read_bytes().replace(b"hello", b"hullo"))
    source = Source(path)
    with source.open(source.members[0]) as stream:
        while stream.read():
            pass
        assert stream.damage == "the file is damaged: BadZipFile"


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


def test_a_tar_that_breaks_off_says_so(tmp_path: Path) -> None:
    path = tarred(tmp_path / "a.tgz", {f"{number}.txt": os.urandom(20_000) for number in range(20)})
    path.write_bytes(path.read_bytes()[:-200_000])
    source = Source(path)
    assert 5 < len(source.members) < 15
    assert source.damage is not None
