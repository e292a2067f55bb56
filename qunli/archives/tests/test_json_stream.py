from __future__ import annotations

import io
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from qunli.archives.json_stream import Batch, arrays
from qunli.archives.reasons import ENDS_EARLY, NOT_JSON, RECORD_TOO_LONG, UNEXPECTED
from qunli.archives.records import Skipped
from qunli.archives.streams import MemberStream

INDENTS = pytest.mark.parametrize("indent", [None, 1, 4])
Found = list[int | tuple[str, int]]


class Row(Struct):
    id: int
    text: str = ""


def read(data: bytes, keys: tuple[str, ...] = ("messages",)) -> list[tuple[dict[str, Any], Found]]:
    """Header of each array, with the ids of its rows and (reason, position) of what was skipped."""
    found = []
    for array in arrays(MemberStream("a.json", io.BytesIO(data)), keys):
        rows: Found = []
        for batch in array.batches(Row):
            rows += [(batch.reason, batch.position)] if isinstance(batch, Skipped) else [row.id for row in batch.rows]
        found.append((array.header, rows))
    return found


def chat(count: int, **about: object) -> dict[str, object]:
    hostile = ['he said "}{][\\" \\', "[]{}", '"messages": [', "群聊\n\u2028"]
    rows = [{"id": number, "text": hostile[number % 4], "more": [{"id": 9, "x": []}]} for number in range(count)]
    return {**about, "messages": rows}


def dumped(value: object, indent: int | None) -> bytes:
    return json.dumps(value, indent=indent, ensure_ascii=False).encode()


@INDENTS
def test_an_array_is_read_with_what_stands_before_it(indent: int | None) -> None:
    data = dumped(chat(5, name="Bakers", about={"a": [1, {"b": "}"}]}), indent)
    assert read(data) == [({"name": "Bakers", "about": {"a": [1, {"b": "}"}]}}, [0, 1, 2, 3, 4])]


@INDENTS
def test_several_arrays_in_one_file_are_read_one_after_the_other(indent: int | None) -> None:
    account = {"contacts": [{"id": 1}], "chats": {"list": [chat(3, id=1), chat(0, id=2), chat(400, id=3)]}, "end": []}
    found = read(dumped(account, indent))
    assert [(header, len(rows)) for header, rows in found] == [({"id": 1}, 3), ({"id": 2}, 0), ({"id": 3}, 400)]
    assert found[2][1] == list(range(400))


@INDENTS
def test_a_file_may_be_the_array_itself(indent: int | None) -> None:
    assert read(dumped([{"id": 1}, {"id": 2}], indent)) == [({}, [1, 2])]
    assert read(b"\xef\xbb\xbf \n" + dumped([{"id": 1}], indent)) == [({}, [1])]
    assert read(b"[]") == [({}, [])]


@INDENTS
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "gb18030"])
def test_other_encodings_are_read_too(indent: int | None, encoding: str) -> None:
    data = dumped(chat(5, name="烘焙爱好者交流群"), indent).decode().encode(encoding)
    assert read(data) == [({"name": "烘焙爱好者交流群"}, [0, 1, 2, 3, 4])]


@INDENTS
def test_windows_line_ends_do_not_matter(indent: int | None) -> None:
    assert read(dumped(chat(3), indent).replace(b"\n", b"\r\n")) == [({}, [0, 1, 2])]


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


def test_a_file_without_the_array_gives_none() -> None:
    assert read(b'{"a": [{"id": 1}], "messages": 7}') == []
    assert read(b"") == []
    assert read(b"\x00\x01\x02" * 1000) == []


def test_a_key_inside_a_text_is_not_the_array() -> None:
    assert read(dumped({"text": 'x "messages": [ y', "messages": [{"id": 1}]}, None)) == [
        ({"text": 'x "messages": [ y'}, [1])
    ]


def test_where_a_row_stands_can_be_asked_later() -> None:
    for indent in (None, 2):
        data = dumped(chat(100), indent)
        (array,) = arrays(MemberStream("a.json", io.BytesIO(data)), ("messages",))
        batch, *_ = array.batches(Row)
        assert isinstance(batch, Batch)
        skip = batch.skip(70, "because")
        assert (skip.reason, skip.file, skip.unit) == ("because", "a.json", "byte")
        assert data[skip.position :].startswith(skip.excerpt.encode())
        assert json.loads(data[skip.position : data.index(b'"id": 71')].rpartition(b"}")[0] + b"}")["id"] == 70


@settings(max_examples=60)
@given(
    st.lists(
        st.dictionaries(st.text(max_size=5), st.recursive(st.none() | st.text(max_size=9), st.lists, max_leaves=5))
    ),
    st.sampled_from([None, 0, 1, 3]),
    st.booleans(),
)
def test_any_valid_array_is_read_whole(values: list[dict[str, Any]], indent: int | None, ascii_only: bool) -> None:
    rows = [{**value, "id": number} for number, value in enumerate(values)]
    for row in rows:
        row.pop("text", None)
    text = json.dumps({"messages": rows}, indent=indent, ensure_ascii=ascii_only)
    assert read(text.encode("utf-8", "surrogatepass")) == [({}, list(range(len(rows))))]


@given(st.binary(max_size=400), st.sampled_from([b"", b"[", b'{"messages":[', b'[{"id":1},', b'[\n {\n  "id": 1\n },']))
def test_any_bytes_end_well(data: bytes, start: bytes) -> None:
    read(start + data)
