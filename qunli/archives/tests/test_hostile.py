from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qunli.archives import ArchiveRefused, open_archive
from qunli.archives.detect import READERS
from qunli.archives.records import Joined, Left, Message, Record, Removed, Skipped
from qunli.archives.tests.brought import LATEST, messages
from qunli.archives.tests.seeds import SEEDS
from qunli.archives.times import EARLIEST

pytestmark = pytest.mark.slow

FORMATS = [reader.FORMAT.name for reader in READERS]
each_format = pytest.mark.parametrize("format", FORMATS)
each_seed = pytest.mark.parametrize(("format", "seed"), SEEDS, ids=[f"{n}-{name}" for n, (name, _) in enumerate(SEEDS)])
ENCODED = [
    pytest.param(name, seed, encoding, id=f"{number}-{name}-{encoding}")
    for number, (name, seed) in enumerate(SEEDS)
    if not seed.startswith(b"PK")
    for encoding in ("utf-8-sig", "utf-16", "utf-16-be", "gb18030")
    if encoding != "gb18030" or not seed.isascii()
]
"""A zip has no encoding of its own, and plain ASCII looks the same in GB 18030."""
hypothesis_settings = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def read(data: bytes, format: str | None) -> list[Record] | None:
    """What reading these bytes gives; None when they are refused."""
    with tempfile.TemporaryDirectory() as folder:
        return read_at(Path(folder, "export"), data, format)


def read_at(path: Path, data: bytes, format: str | None) -> list[Record] | None:
    """The same in a file at `path`."""
    path.write_bytes(data)
    try:
        with open_archive(path, format=format, latest=LATEST) as archive:
            found = list(archive.records())
            assert archive.consumed == archive.total
    except ArchiveRefused:
        return None
    return found


def unfit(found: list[Record] | None) -> list[Record]:
    """Those of the records that could not be stored: times out of range, skipped pieces without reason or place. Raises
    for text that is none."""
    msgspec.json.encode(found)
    return [record for record in found or () if not _is_fit(record)]


def _is_fit(record: Record) -> bool:
    if isinstance(record, Message | Joined | Left | Removed):
        return EARLIEST <= record.at <= LATEST
    if isinstance(record, Skipped):
        return bool(record.reason) and record.position >= 0 and len(record.excerpt) <= 200
    return True


@st.composite
def broken(draw: st.DrawFn, whole: bytes) -> bytes:
    """An export that something happened to: pieces cut out, doubled, moved or overwritten."""
    data = whole
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        junk = draw(
            st.binary(max_size=8) | st.sampled_from([b"\\ud800", b"\xff", b'"', b"{", b"]", b"\n", b"null", b"-1"])
        )
        data = data[:start] + draw(st.sampled_from([junk, b"", data[start:end] * 2])) + data[end:]
    return data


@each_seed
def test_every_seed_is_detected_and_read(format: str, seed: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "export")
        path.write_bytes(seed)
        with open_archive(path, latest=LATEST) as archive:
            assert archive.format.name == format
    found = read(seed, None)
    assert found is not None
    assert messages(found)
    assert unfit(found) == []


def test_every_reader_has_a_seed() -> None:
    assert {format for format, _ in SEEDS} == set(FORMATS)


@each_format
@hypothesis_settings
@given(data=st.binary(max_size=1500) | st.text(max_size=600).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_end_well(format: str, data: bytes) -> None:
    assert unfit(read(data, format)) == []


@each_seed
@hypothesis_settings
@given(data=st.data())
def test_a_broken_export_ends_well(format: str, seed: bytes, data: st.DataObject) -> None:
    damaged = data.draw(broken(seed))
    assert unfit(read(damaged, format)) == []
    assert unfit(read(damaged, None)) == []


@each_seed
def test_an_export_cut_anywhere_ends_well(format: str, seed: bytes) -> None:
    for end in range(0, len(seed), 7):
        assert unfit(read(seed[:end], format)) == []


@pytest.mark.parametrize(("format", "seed", "encoding"), ENCODED)
def test_the_encoding_makes_no_difference(format: str, seed: bytes, encoding: str) -> None:
    def said(data: bytes) -> list[tuple[str, str, str | None, int]]:
        found = read(data, format)
        assert found is not None
        assert unfit(found) == []
        return [(message.author, message.text, message.reply_to, message.at) for message in messages(found)]

    assert said(seed.decode().encode(encoding)) == said(seed)


@each_seed
def test_lone_surrogates_never_leave_a_reader(format: str, seed: bytes) -> None:
    for written in (b"\\ud83d", b"\xed\xa0\xbd", b"\xff"):
        for word in (b"hi", "好".encode(), b"Ann", "安".encode()):
            assert unfit(read(seed.replace(word, written), format)) == []


def _floods() -> Iterator[tuple[str, bytes]]:
    yield "brackets", b"[" * 300_000
    yield "objects", b'{"a":' * 100_000
    yield "records", b'{"messages":[' + b'{"id":{"id":' * 50_000
    yield "quotes", b'"' * 300_000
    yield "backslashes", b'{"messages":[{"id":"' + b"\\" * 300_000
    yield "one line", b"x" * 2_000_000
    yield "blank lines", b"\n" * 300_000
    yield "zeros", b"\0" * 300_000
    yield "commas", b"," * 300_000
    yield "dates", b"2023-11-14 22:13:20 " * 20_000
    yield "colons", b"[1.1.23, 10:00:00] a: " + b": " * 100_000


@each_format
def test_floods_of_one_character_take_no_time(format: str) -> None:
    for name, flood in _floods():
        started = time.process_time()
        assert unfit(read(flood, format)) == []
        assert time.process_time() - started < 5, name
