"""Bombs, passwords, other archives and damage: refused in one sentence, or told."""

from __future__ import annotations

import gzip
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from qunli.archives.errors import ArchiveRefused
from qunli.archives.source import Source
from qunli.archives.tests.packed import FILES, contents, tarred, zipped


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    source = Source(zipped(tmp_path / "bomb.zip", {"a.txt": b"0" * 60_000_000}))
    with pytest.raises(ArchiveRefused, match="unpacks to far more than a chat would") as refused:
        source.members  # noqa: B018
    assert refused.value.code == "bomb"


@pytest.mark.slow
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


def test_a_tar_that_breaks_off_says_so(tmp_path: Path) -> None:
    path = tarred(tmp_path / "a.tgz", {f"{number}.txt": os.urandom(20_000) for number in range(20)})
    path.write_bytes(path.read_bytes()[:-200_000])
    source = Source(path)
    assert 5 < len(source.members) < 15
    assert source.damage is not None
