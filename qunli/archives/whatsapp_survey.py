"""What has to be known of a WhatsApp chat before its first line is read: the order of its dates, its name, and which
names hold a colon. Looks at the beginning of the file only."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from qunli.archives.containers import Member
from qunli.archives.local_dates import Decision, decide_order
from qunli.archives.source import Source
from qunli.archives.text import decode_head
from qunli.archives.whatsapp_lines import head_of, name_of, unmarked
from qunli.archives.whatsapp_notices import notice_of
from qunli.archives.whatsapp_phrases import ENCRYPTION

FIRST_YEAR = 2009
_LOOKS = (1 << 18, 1 << 23)
_TIMES_TO_BELIEVE = 3

_FILE_NAMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"whatsapp[ _-]*chat[ _]*(?:with|mit|met|-|–|—)[ _]*(?P<name>.+)",
        r"chat (?:de )?whatsapp (?:con|dengan)[ _]*(?P<name>.+)",
        r"conversa (?:no|do) whatsapp com[ _]*(?P<name>.+)",
        r"discussion whatsapp avec[ _]*(?P<name>.+)",
        r"(?:чат whatsapp с|whatsapp-chat met|obrolan whatsapp dengan)[ _]*(?P<name>.+)",
        r"[与與](?P<name>.+?)的 ?whatsapp ?(?:聊天|對話|对话)(?:记录|紀錄)?",
        r"whatsapp ?(?:聊天|對話|对话)[ _]*(?:-|–|—)[ _]*(?P<name>.+)",
    )
)
_COPY = re.compile(r" ?\(\d+\)$")


class Survey(NamedTuple):
    """`title` is the group's name; `colons` maps the part of a name before its colon to the whole name."""

    order: Decision
    title: str
    colons: dict[str, str]


def survey(source: Source, member: Member, latest: int) -> Survey:
    """Look at the start of a chat, and at its first eight MiB when that leaves the order of its dates open."""
    for size in _LOOKS:
        lines = decode_head(source.head(member, size)).split("\n")
        heads = [head for line in lines if (head := head_of(line)) is not None]
        order = decide_order((head[0] for head in heads), since=FIRST_YEAR, latest=latest)
        if order.assumed_at is None or len(lines) < 2:
            break
    rests = [head[5] for head in heads]
    title = title_by_file(member.name) or title_by_file(source.name) or _title_by_notice(rests)
    return Survey(order, title or _stem(source.name if _is_plain_chat(member.name) else member.name), _colons(rests))


def title_by_file(name: str) -> str | None:
    """The chat's name in the names that WhatsApp gives to files, in several languages."""
    stem = _stem(name)
    for pattern in _FILE_NAMES:
        if (match := pattern.fullmatch(stem)) is not None:
            return name_of(match["name"].replace("_", " ")) or None
    return None


def _stem(name: str) -> str:
    path = PurePosixPath(name)
    stem = path.name[: -len(path.suffix)] if path.suffix.lower() in (".txt", ".zip", ".gz") else path.name
    return _COPY.sub("", unmarked(stem).strip()) or "WhatsApp"


def _is_plain_chat(name: str) -> bool:
    return _stem(name).casefold() in ("_chat", "chat")


def _title_by_notice(rests: Iterable[str]) -> str | None:
    """iPhones put the group's name before the notice of encryption; a founder's sentence says it on any phone."""
    for rest in rests:
        author, colon, said = rest.partition(": ")
        if colon and "\u200e" in said and is_encryption(said):
            return name_of(author)
        if '"' in rest or "“" in rest:
            notice = notice_of(unmarked(said if said.startswith("\u200e") else rest))
            if notice is not None and notice.group:
                return name_of(notice.group)
    return None


def is_encryption(said: str) -> bool:
    """Whether this is the notice that every chat starts with."""
    return unmarked(said[:120]).strip().casefold().startswith(ENCRYPTION)


def _colons(rests: Iterable[str]) -> dict[str, str]:
    """Names like "Dr: Who": what stands before the first colon is always followed by the same words and another one."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for rest in rests:
        before, colon, said = rest.partition(": ")
        if colon:
            second, colon, _ = said.partition(": ")
            seen[before][second if colon and len(second) < 40 else ""] += 1
    return {
        before: f"{before}: {after}"
        for before, followers in seen.items()
        if len(followers) == 1
        for after, times in followers.items()
        if after and times >= _TIMES_TO_BELIEVE
    }
