"""Broken records, files that break off, and bytes of any kind."""

from __future__ import annotations

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunli.archives.json_stream import Batch, arrays
from qunli.archives.reasons import ENDS_EARLY, NOT_JSON, RECORD_TOO_LONG, UNEXPECTED
from qunli.archives.streams import MemberStream
from qunli.archives.tests.json_rows import INDENTS, Row, chat, dumped, read


@INDENTS
@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        (b'"id": 50,', b'"id": 50",'),
        (b'"id": 50,', b'"id": 50'),
        (b'{"id": 9, "x": []}', b'{"id": 9, "x": []'),
        (b'{"id": 9, "x": []}', b'{"id": 9, "x": []}}'),
    ],
)
def test_a_broken_record_loses_only_itself(indent: int | None, whole: bytes, broken: bytes) -> None:
    data = dumped(chat(100), indent)
    if indent is not None and b"x" in whole:
        whole, broken = b'"x": []', b'"x": [' + broken[-2:]
    start = data.index(b'"id": 50')
    data = data[:start] + data[start:].replace(whole, broken, 1)
    record = data.rindex(b"{", 0, start)
    assert read(data) == [({}, [*range(50), (NOT_JSON, record), *range(51, 100)])]


@INDENTS
def test_a_record_with_a_wrong_field_loses_only_itself(indent: int | None) -> None:
    data = dumped(chat(100), indent).replace(b'"id": 50', b'"id": [1]', 1)
    record = data.rindex(b"{", 0, data.index(b'"id": [1]'))
    assert read(data) == [({}, [*range(50), (UNEXPECTED, record), *range(51, 100)])]


@INDENTS
def test_many_broken_records_are_each_counted(indent: int | None) -> None:
    data = dumped(chat(300), indent)
    for number in range(5, 300, 10):
        data = data.replace(b'"id": %d,' % number, b'"id": %d",' % number, 1)
    rows = read(data)[0][1]
    assert [row for row in rows if isinstance(row, int)] == [n for n in range(300) if n % 10 != 5]
    assert len([row for row in rows if not isinstance(row, int)]) == 30


@INDENTS
def test_a_file_that_breaks_off_gives_every_record_before_the_break(indent: int | None) -> None:
    data = dumped(chat(100, name="Bakers"), indent)
    for end in range(data.index(b'"id": 98') + 8, data.index(b'"id": 99')):
        (header, rows), *_ = read(data[:end])
        assert header == {"name": "Bakers"}
        assert rows[:98] == list(range(98))
        last = [row if isinstance(row, int) else row[0] for row in rows[98:]]
        assert last in ([98], [ENDS_EARLY], [98, ENDS_EARLY])


@INDENTS
def test_what_other_programs_write_wrongly_is_still_read(indent: int | None) -> None:
    data = dumped([{"id": 1, "text": "AAAA"}], indent)
    for wrong, meant in (
        (b"\\ud83d", "\ufffd"),
        (b"\\ude00x", "\ufffdx"),
        (b"\xff", "\ufffd"),
        (b"\x01", "\x01"),
        (b"\\x1F\\\\x1F", "\x1f\\x1F"),
    ):
        (array,) = arrays(MemberStream("a", io.BytesIO(data.replace(b"AAAA", wrong))), ())
        (batch,) = array.batches(Row)
        assert isinstance(batch, Batch)
        assert batch.rows == [Row(1, meant)]


@pytest.mark.slow
def test_a_record_that_is_too_long_is_skipped_and_the_next_is_read() -> None:
    for indent in (None, 1):
        data = dumped([{"id": 1}, {"id": 2, "more": "x" * (33 << 20)}, {"id": 3}], indent)
        tracemalloc.start()
        (_, rows), *_ = read(data)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert [row for row in rows if isinstance(row, int)] == [1, 3]
        assert [reason for reason, _ in (row for row in rows if not isinstance(row, int))] in (
            [RECORD_TOO_LONG],
            [NOT_JSON],
        )
        assert peak < 200 << 20


def test_deep_nesting_is_one_broken_record() -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    assert read(b'[{"id": 1, "text": %b}, {"id": 2}]' % deep) == [({}, [(NOT_JSON, 1), 2])]


@given(st.binary(max_size=400), st.sampled_from([b"", b"[", b'{"messages":[', b'[{"id":1},', b'[\n {\n  "id": 1\n },']))
def test_any_bytes_end_well(data: bytes, start: bytes) -> None:
    whole = start + data
    places = [one[1] for _header, rows in read(whole) for one in rows if isinstance(one, tuple)]
    assert [place for place in places if not 0 <= place <= 3 * len(whole)] == []
