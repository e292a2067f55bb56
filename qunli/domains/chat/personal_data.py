"""Everything that is known of a person, as JSON that can be sent while it is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from qunli.core.actor import Actor
from qunli.domains.chat import policy
from qunli.domains.chat.models import Group, Message, Movement
from qunli.domains.chat.push_models import NoticeChoice, Subscription
from qunli.domains.chat.queries import seeing
from qunli.domains.members import facade as members

_MESSAGE = (
    "group_id", "author_id", "at", "text", "to_id", "reply_to", "topic", "reactions", "attachments", "edited_at",
)  # fmt: skip
_CHOICE = ("level", "muted", "own_hours", "quiet_from", "quiet_until", "zone")
_MOVEMENT = ("group_id", "identity_id", "kind", "at")


def export_person(actor: Actor, person: int) -> Iterator[bytes]:
    """One JSON object in pieces: what members know, then groups, movements and messages, oldest first, and what was
    chosen to be told; times are ms UTC. Raises `NotFound` and `Forbidden` before the first piece."""
    policy.may_export(actor).or_refuse()
    known = members.export_person(actor=actor, person=person)
    return _pieces(actor, person, known)


def _pieces(actor: Actor, person: int, known: dict[str, Any]) -> Iterator[bytes]:
    identities = [one["id"] for one in known["identities"]]
    yield b'{"person":' + msgspec.json.encode(known)
    with seeing(actor):
        groups = {str(row.id): {"platform": row.platform, "name": row.name} for row in Group.objects.order_by("id")}
        moved = Movement.objects.filter(identity_id__in=identities).order_by("at", "id")
        said = Message.objects.filter(author_id__in=identities).order_by("at", "id")
    yield b',"groups":' + msgspec.json.encode(groups)
    yield b',"movements":'
    yield from _list(moved.values(*_MOVEMENT).iterator(chunk_size=2000))
    yield b',"messages":'
    yield from _list(said.values(*_MESSAGE).iterator(chunk_size=2000))
    with seeing(actor):
        chosen = NoticeChoice.objects.filter(person_id=person).values(*_CHOICE).first()
        browsers = list(Subscription.objects.filter(person_id=person).order_by("id").values("endpoint", "made_at"))
    yield b',"notices":' + msgspec.json.encode({"chosen": chosen, "browsers": browsers})
    yield b"}\n"


def _list(rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    mark = b"[\n"
    for row in rows:
        yield mark + msgspec.json.encode(row)
        mark = b",\n"
    yield b"]" if mark == b",\n" else b"[]"
