"""The head of a WhatsApp line: when, who, what. iPhones write `[date, time] name: text`, Androids `date, time - name:
text`, both with the date and clock of the phone's region and with invisible marks of direction in between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qunli.archives.day_parts import day_part

_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u200b\u061c"
_MARKED = re.compile(f"[{_MARKS}]+")
_LONGEST_HEAD = 80

Head = tuple[str, str, str, str | None, str, str]
"""The written date, hour, minute, second and part of the day of a line, and the rest of the line."""

Entry = tuple[int, Head | None, str, bool]
"""A line's number, its head, its rest with the lines that go on with it, and whether something was cut off. The head is
None for lines before the first message."""

LONGEST_ENTRY = 1 << 20

_QUICK = re.compile(
    r"(\[)?(\d{1,4}[./\-]\d{1,2}[./\-]\d{1,4}),? (\d{1,2}):(\d\d)(?::(\d\d))?"
    "(?:[ \u202f\xa0]([AaPp][Mm]))?"
    r"(?(1)\]| -) "
)
"""Four lines in five; the rest take the long way."""

_LONG = re.compile(
    r"(\[)?"
    r"(\d{1,4}(?:\s?[./\-]\s?|[年년]\s?)\d{1,2}(?:\s?[./\-]\s?|[月월]\s?)\d{1,4}(?:[.日일])?)"
    r"(?:[,،]\s?|\s)(?:(?:à|às|alle|at|um|om|kl\.?|в)\s)?"
    r"([^\d\s:.,\]\-<>]{1,6}\s?)?"
    r"(\d{1,2})(?:[:.]|\s?h\s?)(\d{2})(?:[:.](\d{2}))?"
    r"(\s?[^\d\s:\]\-<>][^\d:\]\-<>]{0,11})?"
    r"(?(1)\]|\s[-–])(?:\s|$)"
)


def head_of(text: str) -> Head | None:
    """The head of a line that begins a message, or None for a line that goes on with one."""
    match = _QUICK.match(text)
    if match is not None:
        _, date, hour, minute, second, part = match.groups()
        return date, hour, minute, second, part or "", text[match.end() :]
    if not text or not (text[0] == "[" or text[0] in _MARKS or text[0].isdigit()):
        return None
    return _long_head(text) or _long_head(_without_marks_in_head(text))


def _long_head(text: str) -> Head | None:
    match = _LONG.match(text)
    if match is None:
        return None
    _, date, before, hour, minute, second, after = match.groups()
    part = day_part((before or "") + (after or ""))
    if part is None or (before and after):
        return None
    return date, hour, minute, second, part, text[match.end() :]


def _without_marks_in_head(text: str) -> str:
    start = text[:_LONGEST_HEAD]
    ends = [end for end in (start.find("] "), start.find(" - ")) if end >= 0]
    if start.isascii() or not ends:
        return ""
    end = min(ends)
    return unmarked(text[:end]) + text[end:]


def unmarked(text: str) -> str:
    """The text without marks of direction."""
    return text if text.isascii() else _MARKED.sub("", text)


def name_of(written: str) -> str:
    """A name as it stands in the export, without marks and without the "~" before those who are no contacts."""
    name = unmarked(written).strip()
    if name.startswith("~"):
        name = name[1:].lstrip() or name
    return " ".join(name.split())


def entries(lines: Iterable[tuple[int, str, bool]]) -> Iterator[Entry]:
    """Lines put together to messages and notices, each of at most LONGEST_ENTRY characters."""
    number, head, said, cut, size = 0, None, "", False, 0
    more: list[str] = []
    for line_number, text, line_cut in lines:
        found = head_of(text)
        if found is None and head is not None:
            size += len(text) + 1
            if size < LONGEST_ENTRY:
                more.append(text)
            cut = cut or line_cut or size >= LONGEST_ENTRY
            continue
        if number:
            yield number, head, "\n".join((said, *more)).rstrip() if more else said, cut
            if more:
                more = []
        number, head, said, cut, size = line_number, found, found[5] if found else text, line_cut, len(text)
    if number:
        yield number, head, "\n".join((said, *more)).rstrip() if more else said, cut
