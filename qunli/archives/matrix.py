"""Element's JSON export of a Matrix room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from qunli.archives.containers import Member
from qunli.archives.json_files import arrays_in
from qunli.archives.json_stream import arrays
from qunli.archives.matrix_later import Later
from qunli.archives.matrix_room import PLATFORM, Room
from qunli.archives.matrix_rows import Row
from qunli.archives.people import People
from qunli.archives.reader import Format, Head, Options, Sniff
from qunli.archives.records import Group, Record, Skipped
from qunli.archives.source import Source
from qunli.archives.text import clean

FORMAT = Format(
    name="matrix",
    label="Matrix (Element, JSON)",
    how="In Element open the room's information, choose Export chat and JSON as format. Bring the file or zip that it "
    "gives.",
)

_KEYS = ("messages", "events", "chunk")


def sniff(sniff: Sniff) -> float:
    """By the fields every Matrix event has."""
    return max(map(_looks, sniff.heads), default=0.0)


def read(source: Source, options: Options) -> Iterator[Record]:
    """Every room. The file is read twice: edits, reactions and redactions stand after what they change."""
    people = People(PLATFORM)
    later = Later()
    for member in source.members:
        if source.is_single or member.name.lower().endswith(".json"):
            _learn(source, member, later)
    for found in arrays_in(source, _looks, _KEYS):
        if isinstance(found, Skipped):
            yield found
            continue
        member, array = found
        name = array.header.get("room_name") or array.header.get("name")
        name = name if isinstance(name, str) and name else PurePosixPath(member.name).stem
        room = Room(Group(platform=PLATFORM, id=clean(name), name=clean(name)), later, people, options)
        for batch in array.batches(Row):
            if isinstance(batch, Skipped):
                yield batch
            else:
                yield from room.records(batch)


def _learn(source: Source, member: Member, later: Later) -> None:
    with source.survey(member) as stream:
        for array in arrays(stream, _KEYS):
            for batch in array.batches(Row):
                if not isinstance(batch, Skipped):
                    later.learn(batch.rows)


def _looks(head: Head) -> float:
    text = head.text
    if '"origin_server_ts"' in text and '"event_id"' in text and '"sender"' in text:
        return 0.95
    return 0.9 if '"room_name"' in text and '"exported_by"' in text and '"messages"' in text else 0.0
