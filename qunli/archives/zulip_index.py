"""The index files that zulip-archive puts beside the streams."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from qunli.archives.containers import Member
from qunli.archives.json_files import document
from qunli.archives.source import Source

_OWN = frozenset({"stream_index.json", "member_index.json", "emoji_index.json"})


@dataclass
class Index:
    """Names of streams and people by id, as far as the archive tells them."""

    streams: dict[str, str] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)


def is_index(member: Member) -> bool:
    """Whether a file is one of the index files and holds no messages."""
    return PurePosixPath(member.name).name in _OWN


def read_index(source: Source) -> Index:
    """Everything that the index files tell; an empty index when there are none."""
    index = Index()
    for member in source.members:
        if not is_index(member):
            continue
        found = document(source, member)
        if not isinstance(found, dict):
            continue
        if isinstance(streams := found.get("streams"), dict):
            index.streams.update(_streams(streams))
        elif member.name.endswith("member_index.json"):
            index.members.update(_members(found))
    return index


def _streams(found: dict[str, Any]) -> dict[str, str]:
    return {str(about.get("id")): name for name, about in found.items() if isinstance(about, dict)}


def _members(found: dict[str, Any]) -> dict[str, str]:
    return {number: str(about.get("full_name") or number) for number, about in found.items() if isinstance(about, dict)}
