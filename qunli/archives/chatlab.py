"""ChatLab's standard format, JSON and JSON lines (its format page, versions 0.0.1 to 1.0.0)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

import msgspec

from qunli.archives.chatlab_chat import Chat, Row
from qunli.archives.containers import Member
from qunli.archives.json_stream import arrays
from qunli.archives.json_stream.repair import REFUSALS, loads
from qunli.archives.reader import Format, Head, Options, Sniff, files_like
from qunli.archives.reasons import DAMAGED, LINE_TOO_LONG, NOT_JSON, UNEXPECTED, Unusable, skipped
from qunli.archives.records import Record, Skipped
from qunli.archives.source import Source
from qunli.archives.text import Line, lines

FORMAT = Format(
    name="chatlab",
    label="ChatLab (JSON, JSON lines)",
    how="Bring the JSON or JSONL file of any tool that writes ChatLab's standard format.",
)


def sniff(sniff: Sniff) -> float:
    """By the object with which every file begins."""
    return max(map(_looks, sniff.heads), default=0.0)


def read(source: Source, options: Options) -> Iterator[Record]:
    """Every chat. People and messages belong to the platform that the file names."""
    for member in files_like(source, _looks, (".json", ".jsonl")):
        if isinstance(member, Skipped):
            yield member
        elif '"_type"' in _start(source, member):
            yield from _lines(source, member, options)
        else:
            yield from _array(source, member, options)


def _looks(head: Head) -> float:
    text = head.text[:4096]
    return 0.95 if text.lstrip().startswith(("{", "#")) and '"chatlab"' in text and '"meta"' in text else 0.0


def _start(source: Source, member: Member) -> str:
    return Head(member.name, source.head(member, 4096)).text


def _array(source: Source, member: Member, options: Options) -> Iterator[Record]:
    found = False
    with source.open(member) as stream:
        for array in arrays(stream, ("messages",)):
            found = True
            chat = Chat(array.header.get("meta"), PurePosixPath(member.name).stem, options)
            yield chat.group
            for batch in array.batches(Row):
                if isinstance(batch, Skipped):
                    yield batch
                    continue
                for index, row in enumerate(batch.rows):
                    try:
                        yield from chat.records(row)
                    except Unusable as reason:
                        yield batch.skip(index, str(reason))
            yield from chat.finish()
    if not found:
        yield skipped(UNEXPECTED, member.name, 0, "byte")


def _lines(source: Source, member: Member, options: Options) -> Iterator[Record]:
    chat: Chat | None = None
    stem = PurePosixPath(member.name).stem
    with source.open(member) as stream:
        for line in lines(stream):
            if not line.text.strip() or line.text.startswith("#"):
                continue
            try:
                entry = _entry(line)
                if chat is None or entry.get("_type") == "header":
                    yield from chat.finish() if chat else ()
                    chat = Chat(entry.get("meta"), stem, options)
                    yield chat.group
                if entry.get("_type") == "message":
                    yield from chat.records(_row(entry))
            except Unusable as reason:
                yield skipped(str(reason), member.name, line.number, "line", line.text)
        if chat is not None:
            yield from chat.finish()
        if stream.damage is not None:
            yield skipped(DAMAGED, member.name, stream.position, "byte", stream.damage)


def _entry(line: Line) -> dict[str, object]:
    if line.cut:
        raise Unusable(LINE_TOO_LONG)
    try:
        entry = loads(line.text.encode())
    except REFUSALS as error:
        raise Unusable(NOT_JSON) from error
    if not isinstance(entry, dict):
        raise Unusable(UNEXPECTED)
    return entry


def _row(entry: dict[str, object]) -> Row:
    try:
        return msgspec.convert(entry, Row, strict=False)
    except REFUSALS as error:
        raise Unusable(UNEXPECTED) from error
