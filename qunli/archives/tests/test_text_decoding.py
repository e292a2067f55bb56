from __future__ import annotations

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunli.archives.streams import MemberStream
from qunli.archives.text import Line, clean, decode_head, encoding_of, lines


def read(data: bytes, limit: int = 1 << 20) -> list[Line]:
    return list(lines(MemberStream("chat.txt", io.BytesIO(data)), limit=limit))


def texts(data: bytes) -> list[str]:
    return [line.text for line in read(data)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"])
def test_the_encoding_is_found_by_looking(encoding: str) -> None:
    chat = "群聊记录\r\n小明: 今天的面包烤好了\n\nAnn: see you"
    assert texts(chat.encode(encoding)) == ["群聊记录", "小明: 今天的面包烤好了", "", "Ann: see you"]


def test_western_text_that_is_neither_is_read_as_cp1252() -> None:
    assert texts("café à gauche, naïve\n".encode("cp1252") * 3)[0] == "café à gauche, naïve"


def test_lines_are_numbered_from_one() -> None:
    assert read(b"a\nb\r\nc") == [Line(1, "a", False), Line(2, "b", False), Line(3, "c", False)]


def test_a_line_break_at_the_end_adds_no_line() -> None:
    assert texts(b"a\n") == ["a"]
    assert texts(b"") == []


def test_one_broken_line_does_not_change_how_the_others_are_read() -> None:
    found = texts("早上好\n".encode() * 5 + b"\xff\xfe broken\n" + "晚上好".encode())
    assert found == ["早上好"] * 5 + ["\ufffd\ufffd broken", "晚上好"]


def test_gbk_after_a_long_beginning_in_plain_ascii_is_still_read() -> None:
    found = texts(b"plain line\n" * 10_000 + "中文在后面\n".encode("gbk"))
    assert found[-1] == "中文在后面"


def test_a_line_of_a_hundred_thousand_characters_is_whole() -> None:
    assert read(b"a\n" + b"x" * 100_000 + b"\nb") == [
        Line(1, "a", False),
        Line(2, "x" * 100_000, False),
        Line(3, "b", False),
    ]


def test_a_line_above_the_limit_is_cut_and_marked() -> None:
    found = read(b"a\n" + "长".encode() * 500_000 + b"\nb\n", limit=1000)
    assert found == [Line(1, "a", False), Line(2, "长" * 333, True), Line(3, "b", False)]


def test_memory_stays_bounded_on_a_line_that_never_ends() -> None:
    class Endless(io.RawIOBase):
        left = 64

        def read(self, size: int = -1) -> bytes:
            self.left -= 1
            return b"x" * (1 << 20) if self.left > 0 else b""

    tracemalloc.start()
    found = list(lines(MemberStream("a", Endless())))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(line.number, len(line.text), line.cut) for line in found] == [(1, 1 << 20, True)]
    assert peak < 16 * 2**20


def test_lone_surrogates_are_replaced() -> None:
    assert clean("a\ud83db") == "a\ufffdb"
    assert clean("😀") == "😀"
    assert texts("早上好早上好早上好早上好早上好\n".encode() * 3 + b"a \xed\xa0\xbd b")[-1] == "a \ufffd\ufffd\ufffd b"


def test_a_head_cut_inside_a_character_is_not_mistaken() -> None:
    head = "群聊".encode() * 100
    assert encoding_of(head[:-1]) == "utf-8"
    assert decode_head(head[:-1]) == ("群聊" * 100)[:-1]


@given(st.binary(max_size=3000), st.integers(1, 200))
def test_any_bytes_become_clean_lines(data: bytes, limit: int) -> None:
    numbers = []
    for line in read(data, limit):
        line.text.encode()
        numbers.append(line.number)
    assert numbers == list(range(1, len(numbers) + 1))


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n\r\ufeff\0"), max_size=50), max_size=30))
def test_text_written_as_utf8_comes_back(chat: list[str]) -> None:
    marked = ("\ufeff" + "\n".join([*chat, "end"])).encode()
    assert texts(marked) == [*chat, "end"]
