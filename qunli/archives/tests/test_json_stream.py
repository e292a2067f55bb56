from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qunli.archives.json_stream import Batch, arrays
from qunli.archives.streams import MemberStream
from qunli.archives.tests.json_rows import INDENTS, Row, chat, dumped, read


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
@pytest.mark.slow
def test_any_valid_array_is_read_whole(values: list[dict[str, Any]], indent: int | None, ascii_only: bool) -> None:
    rows = [{**value, "id": number} for number, value in enumerate(values)]
    for row in rows:
        row.pop("text", None)
    text = json.dumps({"messages": rows}, indent=indent, ensure_ascii=ascii_only)
    assert read(text.encode("utf-8", "surrogatepass")) == [({}, list(range(len(rows))))]
