"""WeFlow's JSON export of a WeChat conversation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct, field

from qunli.archives.containers import Member
from qunli.archives.identity import MessageIds
from qunli.archives.json_files import arrays_in
from qunli.archives.json_stream import Array
from qunli.archives.people import People
from qunli.archives.reader import Format, Head, Options, Sniff
from qunli.archives.reasons import Unusable
from qunli.archives.records import Group, Record, Skipped
from qunli.archives.source import Source
from qunli.archives.wechat_chat import PLATFORM, Chat, Said
from qunli.archives.wechat_kinds import split

FORMAT = Format(
    name="wechat-weflow",
    label="WeChat (WeFlow, JSON)",
    how="Export the group in WeFlow and choose JSON as format. Bring the file, or a zip or folder of several.",
)


class Row(Struct, gc=False, rename="camel"):
    """A message, in WeFlow's detailed JSON and in its compact one, where `sender_id` points into a list."""

    create_time: int
    local_type: int = 1
    content: str | None = ""
    is_send: int | None = 0
    sender_username: str | None = None
    sender_display_name: str | None = None
    sender_number: int | None = field(name="senderID", default=None)
    platform_message_id: str | int | None = None
    reply_to_message_id: str | int | None = None


def sniff(sniff: Sniff) -> float:
    """By the object with which WeFlow begins every file."""
    return max(map(_looks, sniff.heads), default=0.0)


def read(source: Source, options: Options) -> Iterator[Record]:
    """Every conversation that was brought."""
    people, ids = People(PLATFORM), MessageIds(PLATFORM)
    for found in arrays_in(source, _looks):
        if isinstance(found, Skipped):
            yield found
        else:
            yield from _conversation(*found, people, ids, options)


def _looks(head: Head) -> float:
    text = head.text[:4096]
    return 0.95 if text.lstrip().startswith("{") and '"weflow"' in text and '"session"' in text else 0.0


def _conversation(member: Member, array: Array, people: People, ids: MessageIds, options: Options) -> Iterator[Record]:
    session = array.header.get("session")
    about: dict[str, Any] = session if isinstance(session, dict) else {}
    own = str(about.get("accountId") or about.get("wxid") or PurePosixPath(member.name).stem)
    name = str(about.get("displayName") or about.get("nickname") or own)
    senders = _senders(array.header.get("senders"))
    yield Group(platform=PLATFORM, id=own, name=name)
    chat = Chat(own, people, ids, options)
    for batch in array.batches(Row):
        if isinstance(batch, Skipped):
            yield batch
            continue
        for index, row in enumerate(batch.rows):
            try:
                yield from chat.records(_said(row, senders))
            except Unusable as reason:
                yield batch.skip(index, str(reason))
    yield from chat.finish()


def _said(row: Row, senders: dict[int, tuple[str, str]]) -> Said:
    kind, within = split(row.local_type)
    author, name = row.sender_username, row.sender_display_name
    if not author and row.sender_number is not None:
        author, name = senders.get(row.sender_number, ("", ""))
    return Said(
        seconds=row.create_time,
        kind=kind,
        within=within,
        text=row.content or "",
        author=author or "",
        name=name or "",
        by_exporter=row.is_send == 1,
        id=str(row.platform_message_id or ""),
        reply_to=str(row.reply_to_message_id or ""),
    )


def _senders(listed: object) -> dict[int, tuple[str, str]]:
    """Id and name by number, from the compact form's list."""
    senders: dict[int, tuple[str, str]] = {}
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, dict) and isinstance(number := entry.get("senderID"), int):
            own = str(entry.get("accountId") or entry.get("wxid") or "")
            senders[number] = (own, str(entry.get("displayName") or entry.get("nickname") or own))
    return senders
