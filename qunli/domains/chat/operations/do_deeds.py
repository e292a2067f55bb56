"""The outbox from the side of whoever does it: what is next, that it was begun, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.backoff import delay
from qunli.core.operation import operation
from qunli.core.words import _
from qunli.domains.chat import policy
from qunli.domains.chat.connecting import outbox
from qunli.domains.chat.connecting.carrying import note_own
from qunli.domains.chat.connecting.understanding import take_members
from qunli.domains.chat.decisions import storable_id
from qunli.domains.chat.models import Connection, Deed
from qunli.domains.chat.ports import Who

TRIES = 8
State, Kind = Deed.State, Deed.Kind
SAID = frozenset({"send", "direct", "welcome"})
"""Deeds that must not be done twice."""


@dataclass(frozen=True)
class Next:
    """A deed to do now. `message` is the platform's id of the message that it is about."""

    id: int
    lane: str
    kind: str
    key: str
    body: dict[str, Any]
    message: str
    unsure: bool = False
    """It was begun before, and nobody knows whether it was done."""


@operation
def next_deeds(*, actor: Actor, connection: int, lease: str, keyed: bool, keyed_for: float | None = None) -> list[Next]:
    """The first of each lane that is due. What was begun before a crash and cannot be repeated safely (`keyed`: the
    platform knows keys, for so many seconds) goes to a person, and so does what the platform cannot do. What is put in
    line for a later time holds nothing up."""
    policy.may_deliver(actor).or_refuse()
    row = Connection.objects.filter(id=connection, lease=lease).first()
    if row is None or not lease:
        return []
    now, found, lanes = timezone.now(), [], set()
    known_since = now if not keyed else None if keyed_for is None else now - timedelta(seconds=keyed_for)
    Deed.objects.filter(connection=row, state=State.LATER, due__lte=now).update(state=State.WAITING)
    for deed in Deed.objects.filter(connection=row, state=State.WAITING).order_by("id")[:500]:
        if deed.lane in lanes:
            continue
        if _left_to_person(deed, row, known_since):
            continue
        lanes.add(deed.lane)
        if deed.due <= now and (ready := _ready(deed)) is not None:
            found.append(ready)
    return found


@operation
def begin_deed(*, actor: Actor, connection: int, lease: str, deed: int) -> bool:
    """Written before the platform is asked, so that a crash in between is known; false when it is not ours to do."""
    policy.may_deliver(actor).or_refuse()
    held = Connection.objects.filter(id=connection, lease=lease).exclude(lease="").exists()
    mine = Deed.objects.filter(id=deed, connection_id=connection, state=State.WAITING)
    return held and bool(mine.update(begun_at=Coalesce("begun_at", timezone.now()), tries=F("tries") + 1))


@operation
def deed_done(
    *,
    actor: Actor,
    deed: int,
    external_id: str = "",
    people: Sequence[Who] = (),
    restricts_for: float | None = None,
    timed: bool = True,
) -> None:
    """It was done; what our account said is a message here, too, unless it is the copy of one. Where nobody can be
    silenced for longer than `restricts_for` seconds, that is done again before they are over; where a silence does not
    end by itself (`timed`), it is ended then."""
    policy.may_deliver(actor).or_refuse()
    # Of itself alone: PostgreSQL locks no row that may be absent from an outer join.
    rows = Deed.objects.select_for_update(of=("self",)).select_related("connection", "group")
    row = rows.filter(id=deed).first()
    if row is None:
        return
    row.state, row.done_at, row.error = State.DONE, timezone.now(), ""
    row.external_id = storable_id(external_id)
    row.save(update_fields=["state", "done_at", "error", "external_id"])
    if row.kind == Kind.RESTRICT:
        outbox.renew_later(row, restricts_for, timed)
    if row.group is None:
        return
    if row.kind == Kind.MEMBERS:
        take_members(row.connection, actor, row.group, people)
    elif row.kind == Kind.SEND and row.source_id is None and row.external_id:
        note_own(actor, row.connection, row.group, row.external_id, str(row.body.get("text", "")))


@operation
def deed_failed(
    *, actor: Actor, deed: int, error: str, after: float | None, ask_person: bool, unsure: bool = False
) -> None:
    """It was not done and is tried again; or it never will be, or nobody knows: a person looks at it. When it may have
    been done at an earlier try (`unsure`), the moment of that is kept."""
    policy.may_deliver(actor).or_refuse()
    row = Deed.objects.select_for_update().filter(id=deed, state=State.WAITING).first()
    if row is None:
        return
    waited_for = after is not None  # the platform named a time: that is its limit, not our failure
    row.tries = row.tries - 1 if waited_for and row.tries else row.tries
    row.state = State.PERSON if ask_person or row.tries >= TRIES else State.WAITING
    row.error, row.begun_at = error[:2000], row.begun_at if unsure and not ask_person else None
    row.due = timezone.now() + timedelta(seconds=delay(row.tries) if after is None else after)
    row.save(update_fields=["tries", "state", "error", "begun_at", "due"])


def _left_to_person(deed: Deed, connection: Connection, known_since: datetime | None) -> bool:
    """`known_since`: keys of what was begun before are unknown to the platform; null: it knows all."""
    reason = ""
    old = deed.begun_at is not None and known_since is not None and deed.begun_at < known_since
    if old and deed.kind in SAID:
        reason = str(_("The line broke while this was being sent: look in the chat whether it is there."))
    if deed.kind not in connection.can:
        if deed.kind == Kind.MEMBERS:
            deed.state, deed.done_at = State.DROPPED, timezone.now()
            deed.save(update_fields=["state", "done_at"])
            return True
        reason = str(_("The platform does not let a program do this."))
    if not reason:
        return False
    deed.state, deed.error, deed.begun_at = State.PERSON, reason, None
    deed.save(update_fields=["state", "error", "begun_at"])
    return True


def _ready(deed: Deed) -> Next | None:
    """A change of a copy needs what the platform called the copy; when that was never sent, nothing is to change."""
    message = str(deed.body.get("message", ""))
    after = deed.body.get("after")
    if after and not message:
        sent = Deed.objects.filter(connection_id=deed.connection_id, key=after).first()
        message = sent.external_id if sent is not None else ""
        if not message and (sent is None or sent.state != State.WAITING):
            deed.state, deed.done_at = State.DROPPED, timezone.now()
            deed.save(update_fields=["state", "done_at"])
            return None
    return Next(deed.id, deed.lane, deed.kind, deed.key, deed.body, message, deed.begun_at is not None)
