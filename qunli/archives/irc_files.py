"""Which channel and day an IRC log is about, by where clients put it: `network/#channel/2020-01-01.log` (ZNC),
`network/#channel.log` (irssi), `irc.network.#channel.weechatlog` (weechat), `#channel_20200101.log` (energymech)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from qunli.archives.containers import Member

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_CHANNEL = re.compile(r"[#&]+[^\s/\\]*")
_ENDINGS = (".weechatlog", ".log", ".txt", ".irc", ".gz")
_PERIOD = re.compile(r"(?:19|20)?\d\d(?:[-_.]?\d\d)?")


class Log(NamedTuple):
    """A file, its channel's name, and the day it is of (None when its lines tell)."""

    member: Member
    channel: str
    folder: str
    date: str | None


def log_of(member: Member) -> Log:
    """What a file's name and folders say."""
    path = PurePosixPath(member.name)
    stem = _without_ending(path.name)
    dated = _DATE.search(stem)
    date = f"{dated[1]}-{dated[3]}-{dated[4]}" if dated else None
    rest = (stem[: dated.start()] + stem[dated.end() :] if dated else stem).strip("-_. ")
    folders = [part for part in path.parent.parts if not _PERIOD.fullmatch(part)]
    if (found := _CHANNEL.search(rest)) is not None:
        return Log(member, found[0].rstrip("-_. "), "/".join(folders), date)
    if rest and not (folders and folders[-1].startswith(("#", "&"))):
        return Log(member, rest, "/".join(folders), date)
    channel = folders[-1] if folders else stem
    return Log(member, channel, "/".join(folders[:-1]), date)


def groups_of(logs: Iterable[Log]) -> dict[Log, str]:
    """The id of each log's group: the channel's name, with its folder where two folders have a channel of that name."""
    logs = list(logs)
    folders: dict[str, set[str]] = defaultdict(set)
    for log in logs:
        folders[log.channel.casefold()].add(log.folder)
    ids = {}
    for log in logs:
        name = log.channel.casefold()
        ids[log] = name if len(folders[name]) == 1 else f"{log.folder}/{name}"
    return ids


def _without_ending(name: str) -> str:
    for ending in _ENDINGS:
        if name.lower().endswith(ending):
            name = name[: -len(ending)]
    return name
