"""Slack's export: channels.json, users.json and a folder for each channel with a file for each day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TypeVar

from qunli.archives.containers import Member
from qunli.archives.json_stream import arrays
from qunli.archives.people import People
from qunli.archives.reader import Format, Options, Sniff
from qunli.archives.reasons import OTHER_FILE, PRIVATE_CHAT, skipped
from qunli.archives.records import Group, Record, Skipped
from qunli.archives.slack_channel import PLATFORM, Channel
from qunli.archives.slack_rows import Channel as Listed
from qunli.archives.slack_rows import Row, User
from qunli.archives.source import Source

FORMAT = Format(
    name="slack",
    label="Slack (export)",
    how="An owner or admin of the workspace exports it under Settings, Import/Export data. Bring the zip as it is.",
)

_USERS = ("users.json", "org_users.json")
_ROOMS = ("channels.json", "groups.json")
_PRIVATE = ("dms.json", "mpims.json")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\.json")

Entry = TypeVar("Entry", User, Listed)


def sniff(sniff: Sniff) -> float:
    """By the lists of channels and users, beside folders of days."""
    if sniff.is_single:
        return 0.0
    names = [PurePosixPath(name) for name in sniff.names]
    lists = {path.name for path in names}
    days = any(_DAY.fullmatch(path.name) and path.parent.name for path in names)
    if not days or not lists.intersection(_ROOMS + _PRIVATE + _USERS):
        return 0.0
    return 0.95 if "users.json" in lists and lists.intersection(_ROOMS) else 0.6


def read(source: Source, options: Options) -> Iterator[Record]:
    """Every channel, day by day. Direct messages are counted and left out."""
    broken: list[Skipped] = []
    users = {user.id: user for user in _listed(source, _USERS, User, broken)}
    rooms = {name: room for room in _listed(source, _ROOMS, Listed, broken) for name in (room.id, room.name) if name}
    private = {name for room in _listed(source, _PRIVATE, Listed, broken) for name in (room.id, room.name) if name}
    yield from broken
    people, channels = People(PLATFORM), dict[str, Channel]()
    for member in _days(source):
        folder = PurePosixPath(member.name).parent.name
        if folder in private and folder not in rooms:
            yield skipped(PRIVATE_CHAT, member.name, 0, "byte", folder)
            continue
        if folder not in channels:
            room = rooms.get(folder) or Listed(id=folder, name=folder)
            yield Group(platform=PLATFORM, id=room.id, name=room.name or room.id)
            channels[folder] = Channel(room.id, users, people, options)
        yield from _day(source, member, channels[folder])
    yield from _others(source)


def _listed(source: Source, files: tuple[str, ...], kind: type[Entry], broken: list[Skipped]) -> Iterator[Entry]:
    for member in source.members:
        if PurePosixPath(member.name).name not in files:
            continue
        with source.open(member) as stream:
            for array in arrays(stream, ()):
                for batch in array.batches(kind):
                    if isinstance(batch, Skipped):
                        broken.append(batch)
                    else:
                        yield from batch.rows


def _days(source: Source) -> list[Member]:
    """The files of days, those of one channel together and in order, unless going back would mean unpacking anew."""
    days = [member for member in source.members if _DAY.fullmatch(PurePosixPath(member.name).name)]
    return days if source.is_forward_only else sorted(days, key=lambda member: member.name)


def _day(source: Source, member: Member, channel: Channel) -> Iterator[Record]:
    found = False
    with source.open(member) as stream:
        for array in arrays(stream, ()):
            found = True
            for batch in array.batches(Row):
                if isinstance(batch, Skipped):
                    yield batch
                else:
                    yield from channel.records(batch)
    if not found:
        yield skipped(OTHER_FILE, member.name, 0, "byte")


def _others(source: Source) -> Iterator[Skipped]:
    known = {*_USERS, *_ROOMS, *_PRIVATE, "integration_logs.json", "canvases.json", "file_conversations.json"}
    for member in source.members:
        name = PurePosixPath(member.name).name
        if name.endswith(".json") and name not in known and not _DAY.fullmatch(name):
            yield skipped(OTHER_FILE, member.name, 0, "byte")
