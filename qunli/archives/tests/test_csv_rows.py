from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qunli.archives.csv_rows import Broken, first_row, rows
from qunli.archives.reasons import BROKEN_ROW, LINE_TOO_LONG


def read(text: str, delimiter: str = ",") -> list[object]:
    return list(rows(((number, line, False) for number, line in enumerate(text.split("\n"), start=1)), delimiter))


def test_rows_may_span_lines_and_hold_quotes_and_delimiters() -> None:
    assert read('a,b\n"one\ntwo","say ""hi"", now"\n\n3,4') == [
        (1, ["a", "b"]),
        (2, ["one\ntwo", 'say "hi", now']),
        (5, ["3", "4"]),
    ]


def test_a_quote_that_is_never_closed_loses_only_its_own_line() -> None:
    assert read('a,b\n1,"open\n2,two\n3,three') == [
        (1, ["a", "b"]),
        Broken(2, BROKEN_ROW, '1,"open'),
        (3, ["2", "two"]),
        (4, ["3", "three"]),
    ]


def test_a_quote_that_is_closed_by_the_next_row_loses_only_its_own_line() -> None:
    assert read('"a","b"\n"1","open\n"2","two"\n"3","three"') == [
        (1, ["a", "b"]),
        Broken(2, BROKEN_ROW, '"1","open'),
        (3, ["2", "two"]),
        (4, ["3", "three"]),
    ]


def test_rows_of_another_width_are_broken() -> None:
    assert read("a,b\n1\n1,2,3\n4,5") == [
        (1, ["a", "b"]),
        Broken(2, BROKEN_ROW, "1"),
        Broken(3, BROKEN_ROW, "1,2,3"),
        (4, ["4", "5"]),
    ]


def test_a_field_beyond_the_limit_and_a_line_that_was_cut_are_broken() -> None:
    assert read("a,b\n" + "x" * 200_000 + ",1\n2,3")[2:] == [(3, ["2", "3"])]
    lines = [(1, "a,b", False), (2, "1,2", True), (3, "3,4", False)]
    assert list(rows(lines, ",")) == [(1, ["a", "b"]), Broken(2, LINE_TOO_LONG, "1,2"), (3, ["3", "4"])]


@pytest.mark.parametrize(
    ("text", "delimiter"), [("a,b,c", ","), ("a;b;c", ";"), ("a\tb\tc", "\t"), ('\n "a"|b|c\r\n1|2|3', "|")]
)
def test_the_delimiter_is_the_one_that_parts_the_header(text: str, delimiter: str) -> None:
    found, cells = first_row(text)

    assert found == delimiter
    assert [cell.strip('"') for cell in cells] == ["a", "b", "c"]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_characters="\r\n\x00", exclude_categories=("Cs",)), min_size=1),
            min_size=2,
            max_size=2,
        )
    )
)
def test_what_pythons_csv_writes_is_read_back(table: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([["a", "b"], *table])

    assert [row[1] for row in read(written.getvalue()) if not isinstance(row, Broken)] == [["a", "b"], *table]  # type: ignore[index]


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(st.text(max_size=400))
def test_any_text_comes_out_as_rows_or_as_broken_lines(text: str) -> None:
    for row in read(text):
        assert isinstance(row, Broken) or row[1]  # type: ignore[index]
