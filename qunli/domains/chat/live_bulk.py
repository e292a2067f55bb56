"""The SQL of the live message path: a few statements for a batch, whatever its size. By hand, because putting questions
together anew for each batch took more than half of the time of taking one in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec
from django.db import connection

from qunli.core import tenancy
from qunli.domains.chat import search_index
from qunli.domains.chat.decisions import kinds
from qunli.domains.chat.live_decisions import Place
from qunli.domains.chat.models import Attachment, Message
from qunli.domains.chat.ports import Ruled, Utterance
from qunli.domains.members import facade as members
from qunli.kit.text import is_question


def lock_groups(wanted: Iterable[int]) -> dict[int, Place]:
    """The live ones of `wanted` in the community entered. Locked in one order, so that nobody waits in a circle."""
    sql = (
        "SELECT id, platform, closed_at IS NULL, announcements_only, last_seq, connection_id FROM chat_group"
        " WHERE community_id = %s AND opened_at IS NOT NULL AND id IN ({}) ORDER BY id"
    )
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    return {
        id: Place(id, platform, bool(is_open), bool(announcements_only), last, line)
        for id, platform, is_open, announcements_only, last, line in _rows(sql + lock, list(wanted))
    }


def known_keys(wanted: Iterable[tuple[int, str]]) -> dict[tuple[int, str], tuple[int, int]]:
    """Number and moment of the messages that are there already, by group and key."""
    sql = "SELECT external_id, seq, at FROM chat_message WHERE community_id = %s AND group_id = %s"
    sql += " AND external_id IN ({})"
    found: dict[tuple[int, str], tuple[int, int]] = {}
    for group, keys in _by_group(wanted).items():
        found.update(((group, key), (seq or 0, at)) for key, seq, at in _rows(sql, keys, group))
    return found


def bridges(groups: Iterable[int]) -> dict[int, list[int]]:
    """The groups at the other ends of bridges, by group. They are locked together with `groups`."""
    sql = (
        "SELECT one_id, other_id FROM chat_bridge WHERE community_id = %s AND one_id IN ({0})"
        " UNION ALL SELECT other_id, one_id FROM chat_bridge WHERE community_id = %s AND other_id IN ({0})"
    )
    here, ids = tenancy.current_community(), list(groups)
    found: dict[int, list[int]] = defaultdict(list)
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(sql.format(", ".join(["%s"] * len(ids))), [here, *ids, here, *ids])
            for one, other in cursor.fetchall():
                found[one].append(other)
    return dict(found)


def _rows(sql: str, wanted: Sequence[Any], *before: Any) -> list[Any]:
    """Of the community entered, and of none when none is: null equals nothing."""
    if not wanted:
        return []
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(wanted))
        cursor.execute(sql.format(marks), [tenancy.current_community(), *before, *wanted])
        return list(cursor.fetchall())


def insert(community: int, new: Sequence[Ruled]) -> None:
    """Messages with their numbers."""
    columns = (
        "community_id, group_id, author_id, external_id, at, text, length, question, to_id, reply_to, mentions,"
        " attachments, seq, kind, card"
    )
    marks = ", ".join(["%s"] * 15)
    answered = {**_answered(new), **_answered_by_key(new)}
    values = [_row(community, one, answered.get(_asked(one.utterance))) for one in new]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO chat_message ({columns}) VALUES ({marks})", values)  # noqa: S608
    search_index.keep((one.utterance.group, one.seq or 0, one.utterance.text) for one in new)


def number(groups: Mapping[int, int]) -> None:
    """The number of its newest message, by group; the groups are locked."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE chat_group SET last_seq = %s WHERE id = %s", [(last, group) for group, last in groups.items()]
        )


def attach(rows: Iterable[Utterance]) -> None:
    """Uploads belong to their message now. Only the uploader's own that are in no message yet."""
    for said in rows:
        if said.attachments:
            message = Message.objects.filter(group_id=said.group, external_id=said.key).values("id")[:1]
            mine = Attachment.objects.filter(id__in=said.attachments, group_id=said.group, message=None)
            mine.filter(uploader_id=said.identity).update(message=message)


def known_only(batch: Sequence[Utterance]) -> list[Utterance]:
    """The same without mentions of nobody and without files that are not the speaker's own to send: one of these must
    not make the database refuse everybody's."""
    mentioned = {one for said in batch for one in said.mentions}
    wanted = {one for said in batch for one in said.attachments}
    if not mentioned and not wanted:
        return list(batch)
    people = set(members.called(mentioned))
    rows = Attachment.objects.filter(id__in=wanted, message=None)
    files = set(rows.values_list("id", "group_id", "uploader_id"))
    return [_known(said, people, files) if said.mentions or said.attachments else said for said in batch]


def _known(said: Utterance, people: set[int], files: set[tuple[int, int, int]]) -> Utterance:
    return replace(
        said,
        mentions=tuple(one for one in said.mentions if one in people),
        attachments=tuple(one for one in said.attachments if (one, said.group, said.identity) in files),
    )


def _by_group(wanted: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for group, one in wanted:
        found[group].append(one)
    return found


def _answered(new: Iterable[Ruled]) -> dict[tuple[int, int | str | None], tuple[str, int]]:
    """Key and author (identity) of the messages that are answered, by group and number."""
    said = [one.utterance for one in new]
    found: dict[tuple[int, int | str | None], tuple[str, int]] = {}
    for group, numbers in _by_group((one.group, one.reply_to) for one in said if one.reply_to is not None).items():
        rows = Message.objects.filter(group_id=group, seq__in=numbers).values_list("seq", "external_id", "author_id")
        found.update(((group, seq), (key, author)) for seq, key, author in rows)
    return found


def _asked(said: Utterance) -> tuple[int, int | str | None]:
    return said.group, said.answers if said.answers is not None else said.reply_to


def _answered_by_key(new: Sequence[Ruled]) -> dict[tuple[int, int | str | None], tuple[str, int]]:
    """The same by group and key: messages that are there, and those of this batch."""
    wanted = _by_group((one.utterance.group, one.utterance.answers) for one in new if one.utterance.answers is not None)
    found: dict[tuple[int, int | str | None], tuple[str, int]] = {}
    for group, keys in wanted.items():
        rows = Message.objects.filter(group_id=group, external_id__in=keys).values_list("external_id", "author_id")
        found.update(((group, key), (key, author)) for key, author in rows)
    if wanted:
        here = (one.utterance for one in new)
        found.update(((said.group, said.key), (said.key, said.identity)) for said in here)
    return found


def _row(community: int, one: Ruled, answered: tuple[str, int] | None) -> tuple[Any, ...]:
    said = one.utterance
    key, author = answered or (said.answers, None)
    to = author if author is not None else next(iter(said.mentions), None)
    return (
        community, said.group, said.identity, said.key, said.at, said.text, len(said.text), is_question(said.text), to,
        key, _json(said.mentions), _kinds(said), one.seq, said.kind, _json(said.card),
    )  # fmt: skip


def _kinds(said: Utterance) -> str:
    return kinds(("file", *said.media) if said.attachments else said.media)


def _json(value: Any) -> str | None:
    return msgspec.json.encode(value).decode() if value else None
