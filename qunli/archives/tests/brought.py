"""Bringing small invented exports to the readers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, TypeVar

from qunli.archives import open_archive
from qunli.archives.records import Group, Message, Person, Record, Skipped

LATEST = int(datetime(2030, 1, 1, tzinfo=UTC).timestamp() * 1000)
"""The present of these tests, ms."""

Kind = TypeVar("Kind", bound=Record)


def ms(text: str) -> int:
    """An ISO moment, UTC unless it says otherwise, in ms."""
    moment = datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)


def records(path: Path, *, format: str | None = None, zone: tzinfo = UTC, name: str | None = None) -> list[Record]:
    """Everything that reading `path` gives."""
    with open_archive(path, format=format, zone=zone, name=name, latest=LATEST) as archive:
        return list(archive.records())


def of_kind(kind: type[Kind], found: list[Record]) -> list[Kind]:
    return [record for record in found if isinstance(record, kind)]


def messages(found: list[Record]) -> list[Message]:
    return of_kind(Message, found)


def skips(found: list[Record]) -> list[Skipped]:
    return of_kind(Skipped, found)


def names(found: list[Record]) -> dict[str, str]:
    """What each person was last called, by id."""
    return {person.id: person.name for person in of_kind(Person, found)}


def groups(found: list[Record]) -> dict[str, str]:
    return {group.id: group.name for group in of_kind(Group, found)}


def write(path: Path, value: Any, *, indent: int | None = 1) -> Path:
    """A JSON file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=indent, ensure_ascii=False), encoding="utf-8")
    return path


def folder(path: Path, files: Mapping[str, Any]) -> Path:
    """A folder of JSON files by name."""
    for name, value in files.items():
        write(path / name, value)
    return path
