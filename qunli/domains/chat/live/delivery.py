"""After the commit: what was taken in or changed reaches everybody who listens, in every process.

In one process the hub is called directly. On PostgreSQL other web processes learn of it by NOTIFY, which carries
numbers only and leaves with the transaction (PostgreSQL 17 documentation, SQL NOTIFY); each reads the messages itself.
"""

from __future__ import annotations

import os
import secrets
from typing import Any

import msgspec
from django.db import connection, transaction

from qunli.domains.chat.live import frames
from qunli.domains.chat.live.courier import courier
from qunli.domains.chat.live.hub import hub

CHANNEL = "qunli_live"
_MOST_PEOPLE = 400
"""People named in one notice, which has 8,000 bytes at most (PostgreSQL documentation, SQL NOTIFY)."""
_me: list[str] = ["", ""]


class News(msgspec.Struct, omit_defaults=True):
    """What happened: messages `first` to `last` of a group came or changed, a frame for a group, a person to cut off,
    or who has a group open in the telling process. `process` says who told it."""

    process: str
    community: int = 0
    group: int = 0
    first: int = 0
    last: int = 0
    frame: str = ""
    person: int = 0
    cut: bool = False
    present: list[int] | None = None


def process() -> str:
    """This process's own name. Process numbers repeat on other machines and are inherited by a fork; this is not."""
    if _me[0] != str(os.getpid()):
        _me[:] = [str(os.getpid()), secrets.token_hex(8)]
    return _me[1]


def came(community: int, numbers: dict[int, tuple[int, int]]) -> None:
    """New messages, by group. To be called in their transaction."""
    for group, (first, last) in numbers.items():
        _tell(News(process(), community, group, first, last))


def changed(community: int, group: int, seq: int) -> None:
    """A message is not what it was. To be called in the transaction."""
    _tell(News(process(), community, group, seq, seq))


def passing(community: int, group: int, kind: str, **fields: Any) -> None:
    """Something that is true for a moment only, such as that somebody is writing."""
    _tell(News(process(), community, group, frame=frames.encode(kind, **fields)))


def cut_off(community: int, person: int) -> None:
    """A person is no member any more."""
    _tell(News(process(), community, person=person, cut=True))


def present_here(group: int, people: list[int]) -> None:
    """Tell other processes who has a group open in this one; this one knows."""
    if connection.vendor == "postgresql":
        _notify(News(process(), group=group, present=people[:_MOST_PEOPLE]))


def heard(news: News) -> None:
    """Another process told it."""
    if news.process != process():
        deliver(news)


def deliver(news: News) -> None:
    """Hand it to this process's lines."""
    if news.present is not None:
        hub.present_elsewhere(news.group, news.process, news.present)
    elif news.cut:
        hub.cut(news.community, news.person)
    elif news.frame:
        hub.publish(news.group, [news.frame])
    else:
        _deliver_messages(news)


def _deliver_messages(news: News) -> None:
    if hub.is_open(news.group):
        courier.take(news.community, news.group, news.first, news.last)
    hub.news(news.community, news.group, news.last)


def _tell(news: News) -> None:
    if connection.vendor == "postgresql":
        _notify(news)
    transaction.on_commit(lambda: deliver(news))


def _notify(news: News) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, msgspec.json.encode(news).decode()])
