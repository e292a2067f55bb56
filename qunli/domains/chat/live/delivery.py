"""After the commit: what was taken in or changed reaches everybody who listens, in every process.

In one process the hub is called directly. On PostgreSQL other web processes learn of it by NOTIFY, which carries
numbers only and leaves with the transaction (PostgreSQL 17 documentation, SQL NOTIFY); each reads the messages itself.
"""

from __future__ import annotations

import os
from typing import Any

import msgspec
from django.db import connection, transaction

from qunli.core import tenancy
from qunli.domains.chat import conversation
from qunli.domains.chat.live import frames
from qunli.domains.chat.live.hub import hub

CHANNEL = "qunli_live"
PROCESS = f"{os.getpid()}"


class News(msgspec.Struct, omit_defaults=True):
    """What happened: messages `first` to `last` of a group came or changed, a frame for a group or a community, or a
    person to cut off. `process` says who told it."""

    process: str
    community: int
    group: int = 0
    first: int = 0
    last: int = 0
    frame: str = ""
    person: int = 0
    cut: bool = False


def came(community: int, numbers: dict[int, tuple[int, int]]) -> None:
    """New messages, by group. To be called in their transaction."""
    for group, (first, last) in numbers.items():
        _tell(News(PROCESS, community, group, first, last))


def changed(community: int, group: int, seq: int) -> None:
    """A message is not what it was. To be called in the transaction."""
    _tell(News(PROCESS, community, group, seq, seq))


def passing(community: int, group: int, kind: str, **fields: Any) -> None:
    """Something that is true for a moment only, such as that somebody is writing."""
    _tell(News(PROCESS, community, group, frame=frames.encode(kind, **fields)))


def cut_off(community: int, person: int) -> None:
    """A person is no member any more."""
    _tell(News(PROCESS, community, person=person, cut=True))


def deliver(news: News) -> None:
    """Hand it to this process's lines."""
    if news.cut:
        hub.cut(news.community, news.person)
    elif news.frame:
        hub.publish(news.group, [news.frame])
    else:
        with tenancy.within(news.community):
            said = conversation.between(news.group, news.first, news.last)
        hub.publish(news.group, [frames.message(one) for one in said])
        hub.announce(news.community, frames.encode("news", group=news.group, seq=news.last))


def _tell(news: News) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, msgspec.json.encode(news).decode()])
    transaction.on_commit(lambda: deliver(news))
