"""Telegram Desktop's JSON: one chat (result.json) or a whole account (chats and left_chats)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from qunli.archives.containers import Member
from qunli.archives.json_files import arrays_in
from qunli.archives.json_stream import Array
from qunli.archives.people import People
from qunli.archives.reader import Format, Head, Options, Sniff
from qunli.archives.reasons import PRIVATE_CHAT, skipped
from qunli.archives.records import Group, Record, Skipped
from qunli.archives.source import Source
from qunli.archives.telegram_chat import Chat
from qunli.archives.telegram_rows import Row

FORMAT = Format(
    name="telegram",
    label="Telegram (JSON)",
    how="In Telegram Desktop open the group, choose Export chat history from its menu, and Machine-readable JSON as "
    "format. Bring result.json, or the folder it lies in, as it is or zipped.",
)

_PLATFORM = "telegram"
_PRIVATE = frozenset({"personal_chat", "bot_chat", "saved_messages", "replies", "verify_codes"})
_CHAT = re.compile(
    r'"type"\s*:\s*"(?:(?:private|public)_(?:super)?(?:group|channel)|personal_chat|bot_chat|saved_messages)"'
)
_OWN = re.compile(r'"(?:date_unixtime|from_id|actor_id|text_entities|personal_information)"\s*:')


def sniff(sniff: Sniff) -> float:
    """By the kinds of chats that Telegram knows and the names of its fields."""
    return max(map(_looks, sniff.heads), default=0.0)


def read(source: Source, options: Options) -> Iterator[Record]:
    """Every group and channel. Of a whole account, private chats are counted and left out."""
    people = People(_PLATFORM)
    for found in arrays_in(source, _looks):
        if isinstance(found, Skipped):
            yield found
            continue
        member, array = found
        if not array.outermost and array.header.get("type") in _PRIVATE:
            yield skipped(PRIVATE_CHAT, member.name, array.position, "byte", _name(array, member))
        else:
            yield from _chat(array, member, people, options)


def _looks(head: Head) -> float:
    if not head.text.lstrip().startswith("{"):
        return 0.0
    if _OWN.search(head.text) is None:
        return 0.5 if _CHAT.search(head.text) and '"messages"' in head.text else 0.0
    return 0.95 if _CHAT.search(head.text) or '"personal_information"' in head.text else 0.0


def _chat(array: Array, member: Member, people: People, options: Options) -> Iterator[Record]:
    name = _name(array, member)
    group = Group(platform=_PLATFORM, id=str(array.header.get("id") or name), name=name)
    yield group
    chat = Chat(group.id, people, options)
    for batch in array.batches(Row):
        if isinstance(batch, Skipped):
            yield batch
        else:
            yield from chat.records(batch)
    yield from chat.finish()


def _name(array: Array, member: Member) -> str:
    name = array.header.get("name")
    return name if isinstance(name, str) and name else PurePosixPath(member.name).stem
