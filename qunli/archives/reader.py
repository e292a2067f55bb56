"""What a reader is: a module with `FORMAT`, `sniff` and `read`. Readers know this file, not the registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, tzinfo
from functools import cached_property
from typing import Protocol

from msgspec import Struct

from qunli.archives.containers import Member
from qunli.archives.reasons import OTHER_FILE, skipped
from qunli.archives.records import Record, Skipped
from qunli.archives.source import Source
from qunli.archives.text import HEAD_SIZE, decode_head

LOOKED_AT = 16
"""Files of an archive that are looked into to tell its format: likely ones first, then those higher up."""
_LIKELY = (".json", ".jsonl", ".txt", ".csv", ".log")


class Format(Struct, frozen=True, kw_only=True):
    """A kind of export. `how` says in a sentence or two how a person gets one."""

    name: str
    label: str
    how: str


class Options(Struct, frozen=True, kw_only=True):
    """How to read. `zone` is meant by times that carry none; times after `latest` (ms) are not believed."""

    latest: int
    zone: tzinfo = UTC

    def zone_or(self, usual: tzinfo) -> tzinfo:
        """The zone somebody chose, else the one in which a platform's users usually live. `datetime.UTC`, the default,
        is no choice; who means UTC for such a platform passes ZoneInfo("UTC")."""
        return usual if self.zone is UTC else self.zone


class Head:
    """The start of one file: its name and, decoded, its first 64 KiB without a byte order mark."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data

    @cached_property
    def text(self) -> str:
        return decode_head(self.data)

    @cached_property
    def is_binary(self) -> bool:
        return self.text.count("\x00") > len(self.text) // 100


class Sniff:
    """What detection may look at: the name of what was brought, the names inside it, the heads of the first files."""

    def __init__(self, source: Source) -> None:
        self.name = source.name
        self.is_single = source.is_single
        self.names = tuple(member.name for member in source.members)
        filled = [member for member in source.members if member.size]
        if not source.is_forward_only:
            filled.sort(key=lambda member: (not member.name.lower().endswith(_LIKELY), member.name.count("/")))
        self.heads = tuple(Head(member.name, source.head(member, HEAD_SIZE)) for member in filled[:LOOKED_AT])


class Reader(Protocol):
    """A reader module. `sniff` answers how sure it is, 0 to 1, that the export is its own."""

    FORMAT: Format

    def sniff(self, sniff: Sniff, /) -> float: ...

    def read(self, source: Source, options: Options, /) -> Iterator[Record]: ...


def files_like(
    source: Source, looks_right: Callable[[Head], float], suffixes: tuple[str, ...] = ()
) -> Iterator[Member | Skipped]:
    """The members of a source that `looks_right`, and a Skipped for each other one that carries one of `suffixes`.

    A source of one file is always passed on: it was chosen by detection or by its owner.
    """
    for member in source.members:
        if source.is_single:
            yield member
        elif not member.name.lower().endswith(suffixes or ("",)):
            continue
        elif looks_right(Head(member.name, source.head(member, HEAD_SIZE))) > 0:
            yield member
        else:
            yield skipped(OTHER_FILE, member.name, 0, "byte")
