"""Archives of Zulip streams: folders <id>-<stream>/<topic>.json as zulip-archive keeps them, and its API's answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from qunli.archives.containers import Member
from qunli.archives.json_stream import arrays
from qunli.archives.people import People
from qunli.archives.reader import Format, Head, Options, Sniff
from qunli.archives.reasons import OTHER_FILE, skipped
from qunli.archives.records import Group, Record, Skipped
from qunli.archives.source import Source
from qunli.archives.text import clean
from qunli.archives.zulip_index import Index, is_index, read_index
from qunli.archives.zulip_rows import Row
from qunli.archives.zulip_topic import PLATFORM, Topic

FORMAT = Format(
    name="zulip",
    label="Zulip (archive)",
    how="Archive the streams with zulip-archive, which keeps a folder for each stream and a JSON file for each topic. "
    "Bring the folder, as it is or packed as zip or tar.gz.",
)

_AUTHOR = ('"sender_full_name"', '"sender_id"')
_FOLDER = re.compile(r"(\d+)-(.+)", re.DOTALL)


def sniff(sniff: Sniff) -> float:
    """By the fields of the messages, or by the index that zulip-archive writes."""
    if any(PurePosixPath(name).name == "stream_index.json" for name in sniff.names):
        return 0.95
    return max(map(_looks, sniff.heads), default=0.0)


def read(source: Source, options: Options) -> Iterator[Record]:
    """Every topic. Where the archive keeps no ids of people, their full names stand for them."""
    people, groups = People(PLATFORM), dict[str, Group]()
    index = read_index(source)
    for member in source.members:
        if is_index(member) or not (source.is_single or member.name.lower().endswith(".json")):
            continue
        group, topic = _place(member, index, is_single=source.is_single)
        rows = Topic(group, topic, people=people, members=index.members, groups=groups, options=options)
        yield from _file(source, member, rows)


def _file(source: Source, member: Member, rows: Topic) -> Iterator[Record]:
    found = False
    with source.open(member) as stream:
        for array in arrays(stream, ("messages",)):
            found = True
            for batch in array.batches(Row):
                if isinstance(batch, Skipped):
                    yield batch
                else:
                    yield from rows.records(batch)
    if not found:
        yield skipped(OTHER_FILE, member.name, 0, "byte")


def _place(member: Member, index: Index, *, is_single: bool) -> tuple[Group, str]:
    """Stream and topic by the names of folder and file, in which zulip-archive writes bytes as .XX."""
    path = PurePosixPath(member.name)
    topic = _unescaped(path.stem if path.suffix.lower() == ".json" else path.name)
    folder = path.parent.name
    named = _FOLDER.fullmatch(folder)
    if named is None:
        name = _unescaped(folder) or ("" if is_single else topic)
        return Group(platform=PLATFORM, id=name or "zulip", name=name or "Zulip"), topic
    name = index.streams.get(named[1]) or _unescaped(named[2])
    return Group(platform=PLATFORM, id=named[1], name=name), topic


def _unescaped(name: str) -> str:
    return clean(unquote(re.sub(r"\.([0-9A-Fa-f]{2})", r"%\1", name)))


def _looks(head: Head) -> float:
    text = head.text[:16384]
    if not any(field in text for field in _AUTHOR) or '"content"' not in text or '"timestamp"' not in text:
        return 0.0
    return 0.9
