"""DiscordChatExporter's JSON, one file a channel or thread."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from qunli.archives.containers import Member
from qunli.archives.discord_channel import Channel
from qunli.archives.discord_rows import Row
from qunli.archives.json_files import arrays_in
from qunli.archives.json_stream import Array
from qunli.archives.people import People
from qunli.archives.reader import Format, Head, Options, Sniff
from qunli.archives.records import Group, Record, Skipped
from qunli.archives.source import Source

FORMAT = Format(
    name="discord-json",
    label="Discord (DiscordChatExporter, JSON)",
    how="Export the channels with DiscordChatExporter and choose JSON as format. Bring one file, or a zip or folder of "
    "them.",
)

_PLATFORM = "discord"


def sniff(sniff: Sniff) -> float:
    """By the objects with which every file begins."""
    return max(map(_looks, sniff.heads), default=0.0)


def read(source: Source, options: Options) -> Iterator[Record]:
    """Every channel of every file. People keep their Discord ids; their name is the one used in the server."""
    people = People(_PLATFORM)
    for found in arrays_in(source, _looks):
        if isinstance(found, Skipped):
            yield found
        else:
            yield from _channel(*found, people, options)


def _looks(head: Head) -> float:
    text = head.text[:8192]
    if not text.lstrip().startswith("{") or '"guild"' not in text or '"channel"' not in text:
        return 0.0
    return 0.95 if '"dateRange"' in text or '"messages"' in text else 0.3


def _channel(member: Member, array: Array, people: People, options: Options) -> Iterator[Record]:
    about = array.header.get("channel")
    fields: dict[str, Any] = about if isinstance(about, dict) else {}
    own = str(fields.get("id") or PurePosixPath(member.name).stem)
    name = str(fields.get("name") or own)
    parent = str(fields.get("categoryId") or "")
    if "Thread" in str(fields.get("type")) and parent:
        # The exporter's "category" of a thread is the channel that the thread was opened in.
        group = Group(platform=_PLATFORM, id=parent, name=str(fields.get("category") or parent))
        channel = Channel(group.id, frozenset({own, parent}), name, people, options)
    else:
        group = Group(platform=_PLATFORM, id=own, name=name)
        channel = Channel(group.id, frozenset({own}), None, people, options)
    yield group
    for batch in array.batches(Row):
        if isinstance(batch, Skipped):
            yield batch
        else:
            yield from channel.records(batch)
