"""A batch of records becomes rows: what is new is added, what changed is changed, what is known stays untouched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from qunli.archives.records import Joined, Left, Message, Removed
from qunli.core.actor import Actor
from qunli.domains.chat import bulk, decisions
from qunli.domains.chat.models import Group, Movement, Origin
from qunli.domains.chat.reading import Batch, Reading
from qunli.domains.chat.runs import Run, runs_of
from qunli.domains.members import facade as members
from qunli.kit.text import is_question


@dataclass
class Stored:
    """What a batch brought."""

    messages_new: int = 0
    messages_changed: int = 0
    messages_known: int = 0
    movements_new: int = 0
    movements_known: int = 0
    people_new: int = 0
    groups_new: int = 0
    touched: set[tuple[int, int]] = field(default_factory=set)
    runs: list[Run] = field(default_factory=list)
    """Of what the batch holds, new or known."""
    to_stay: set[int] = field(default_factory=set)
    """Identities that messages speak of which may be another import's."""


def store(actor: Actor, community: int, reading: Reading, batch: Batch) -> Stored:
    """Within the caller's transaction, holding the community's turn."""
    stored = Stored()
    # Anew for each batch, because somebody may be erased while a long history is read.
    reading.erased = members.erased_identities(actor)
    _recognise_people(actor, reading, batch, stored)
    _recognise_groups(community, reading, batch, stored)
    for group, messages in _by_group(reading, batch.messages).items():
        _store_messages(community, group, reading, messages, stored)
    if batch.moves:
        _store_moves(community, reading, batch, stored)
    bulk.touch_days(community, stored.touched)
    return stored


def _recognise_people(actor: Actor, reading: Reading, batch: Batch, stored: Stored) -> None:
    new = [one for one in batch.mentioned if one not in reading.identity_rows]
    by_platform: dict[str, list[str]] = defaultdict(list)
    for one in new:
        by_platform[reading.platform_of(one)].append(one)
    for platform, ids in by_platform.items():
        answer = members.recognise(actor=actor, platform=platform, seen=[seen(reading, one) for one in sorted(ids)])
        reading.identity_rows.update((one, answer.ids[decisions.storable_id(one)]) for one in ids)
        stored.people_new += answer.created
        stored.runs += runs_of(Origin.Kind.IDENTITY, None, (reading.identity_rows[one] for one in ids))


def seen(reading: Reading, person: str) -> members.Seen:
    """What the export says of a person, in the form in which it is kept."""
    record = reading.people.get(person)
    return members.Seen(
        external_id=decisions.storable_id(person),
        name=decisions.storable_name(record.name if record else person),
        handle=decisions.storable_name((record.handle or "") if record else ""),
        is_bot=bool(record and record.is_bot),
        seen_at=reading.latest.get(person),
    )


def _recognise_groups(community: int, reading: Reading, batch: Batch, stored: Stored) -> None:
    wanted = {record.group for record in batch.messages} | {move.group for move in batch.moves}
    for one in sorted(wanted - reading.group_rows.keys()):
        group = reading.group_named(one)
        row, created = Group.objects.get_or_create(
            community_id=community,
            platform=group.platform,
            external_id=decisions.storable_id(one),
            defaults={"name": decisions.storable_name(group.name)},
        )
        reading.group_rows[one] = row.id
        stored.groups_new += created


def _by_group(reading: Reading, messages: Iterable[Message]) -> dict[int, dict[str, Message]]:
    """Row id of the group to messages by id; of a message that comes twice, the last one counts."""
    found: dict[int, dict[str, Message]] = defaultdict(dict)
    rows = reading.group_rows
    for message in messages:
        found[rows[message.group]][decisions.storable_id(message.id)] = message
    return found


def _store_messages(community: int, group: int, reading: Reading, messages: dict[str, Message], stored: Stored) -> None:
    changes, known = [], []
    left = dict(messages)
    for external_id, row_id, at, author, *content in bulk.known_messages(group, messages):
        known.append(row_id)
        read = _content(reading, left.pop(external_id))
        becomes = None if author in reading.erased else decisions.newer(_stored_content(content), read)
        if becomes is not None:
            changes.append((becomes.text, len(becomes.text), is_question(becomes.text), becomes.edited_at,
                            _json(becomes.reactions), becomes.attachments, row_id))  # fmt: skip
            stored.touched.add((group, decisions.day_of(at)))
            stored.to_stay.update(one for _emoji, _count, people in becomes.reactions or () for one in people)
    stored.runs += runs_of(Origin.Kind.MESSAGE, group, known)
    if changes:
        bulk.change_messages(changes)
    if left:
        before = bulk.last_message()
        bulk.insert_messages(_rows(community, group, reading, left, _reply_authors(group, reading, messages, left)))
        stored.runs.append(Run(Origin.Kind.MESSAGE, group, before + 1, bulk.last_message()))
        stored.touched.update((group, day) for day in {decisions.day_of(one.at) for one in left.values()})
        waited = bulk.answer_waiting_replies(group, left)
        stored.touched.update((group, decisions.day_of(at)) for at in waited)
    stored.messages_changed += len(changes)
    stored.messages_known += len(messages) - len(left) - len(changes)
    stored.messages_new += len(left)


def _reply_authors(
    group: int, reading: Reading, messages: dict[str, Message], new: dict[str, Message]
) -> dict[str, int]:
    """Who wrote the messages that the new ones reply to, as far as that is known yet."""
    wanted = {decisions.storable_id(one.reply_to) for one in new.values() if one.reply_to is not None}
    here = {one: reading.identity_rows[messages[one].author] for one in wanted if one in messages}
    elsewhere = wanted - here.keys()
    return {**bulk.authors(group, elsewhere), **here} if elsewhere else here


def _rows(
    community: int, group: int, reading: Reading, messages: dict[str, Message], reply_authors: dict[str, int]
) -> Iterable[tuple[Any, ...]]:
    """Rows of `bulk.MESSAGE_COLUMNS`. What an erased person said is counted, not kept."""
    identities, erased = reading.identity_rows, reading.erased
    for external_id, message in messages.items():
        author = identities[message.author]
        text = decisions.storable(message.text)
        reply_to = None if message.reply_to is None else decisions.storable_id(message.reply_to)
        to = reply_authors.get(reply_to) if reply_to is not None else None
        yield (
            community,
            group,
            author,
            external_id,
            message.at,
            text if author not in erased else "",
            len(text),
            is_question(text),
            decisions.addressee(to, message.mentions, identities),
            reply_to,
            None if message.topic is None else decisions.storable(message.topic)[: decisions.ID_LIMIT],
            _json([identities[one] for one in message.mentions]) if message.mentions else None,
            _json(_reactions(reading, message)) if message.reactions else None,
            decisions.kinds(message.attachments),
            message.edited_at,
        )


def _content(reading: Reading, message: Message) -> decisions.Content:
    return decisions.Content(
        decisions.storable(message.text),
        message.edited_at,
        _reactions(reading, message),
        decisions.kinds(message.attachments),
    )


def _stored_content(columns: list[Any]) -> decisions.Content:
    text, edited_at, reactions, attachments = columns
    return decisions.Content(
        text, edited_at, msgspec.json.decode(reactions) if isinstance(reactions, str) else reactions, attachments
    )


def _reactions(reading: Reading, message: Message) -> decisions.Reactions:
    if not message.reactions:
        return None
    identities = reading.identity_rows
    return [
        [decisions.storable(one.emoji)[:60], one.count, [identities[person] for person in one.people]]
        for one in message.reactions
    ]


def _json(value: Any) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()


def _store_moves(community: int, reading: Reading, batch: Batch, stored: Stored) -> None:
    kinds = {Joined: Movement.Kind.JOIN, Left: Movement.Kind.LEAVE, Removed: Movement.Kind.REMOVAL}
    identities = reading.identity_rows
    rows = []
    for move in batch.moves:
        by = None if isinstance(move, Left) or not move.by else identities[move.by]
        rows.append(
            (community, reading.group_rows[move.group], identities[move.person], kinds[type(move)].value, move.at, by)
        )
    new = bulk.insert_movements(rows)
    _note_moves(rows, stored)
    stored.movements_new += new
    stored.movements_known += len(rows) - new


def _note_moves(rows: list[tuple[Any, ...]], stored: Stored) -> None:
    wanted = {(group, identity, kind, at) for _community, group, identity, kind, at, _by in rows}
    for group in {row[1] for row in rows}:
        times = [row[4] for row in rows if row[1] == group]
        near = bulk.movements_between(group, min(times), max(times))
        ids = [row for row, identity, kind, at in near if (group, identity, kind, at) in wanted]
        stored.runs += runs_of(Origin.Kind.MOVEMENT, group, ids)
