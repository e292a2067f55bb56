"""Something is said or done on the platforms of a community's groups: it waits in line until the platform has it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.domains.chat import policy
from qunli.domains.chat.connecting import outbox
from qunli.domains.chat.models import Deed, Group, Message
from qunli.domains.members import facade as members


@operation
def say_there(*, actor: Actor, group: int, text: str, key: str, reply_to: int | None = None) -> None:
    """Our account says something in a connected group; `reply_to` is the number of the message that it answers. The
    same key says it once. Raises `Forbidden`, and `NotFound` for a group that is not connected."""
    policy.may_announce(actor).or_refuse()
    row = Group.objects.filter(id=group, connection__isnull=False, closed_at=None).first()
    if row is None:
        raise NotFound
    body = {"text": text}
    answered = Message.objects.filter(group=row, seq=reply_to) if reply_to is not None else None
    there = answered.values_list("external_id", flat=True).first() if answered is not None else None
    if there is not None:
        body["reply_to"] = there
    outbox.put(row, Deed.Kind.SEND, f"say:{group}:{key}", body)


@operation
def remove_there(*, actor: Actor, person: int, ban: bool, key: str, groups: list[int] | None = None) -> int:
    """Take somebody out of connected groups, all of them or those of `groups`; returns of how many. Raises
    `Forbidden`."""
    return _to_each(actor, person, groups, Deed.Kind.REMOVE, key, {"ban": ban})


@operation
def restrict_there(
    *, actor: Actor, person: int, until: datetime | None, key: str, groups: list[int] | None = None
) -> int:
    """Keep somebody from writing in connected groups until `until`; null lets them write again. Returns in how many.
    Raises `Forbidden`."""
    moment = None if until is None else int(until.timestamp() * 1000)
    return _to_each(actor, person, groups, Deed.Kind.RESTRICT, key, {"until": moment})


def _to_each(
    actor: Actor, person: int, groups: list[int] | None, kind: str, key: str, body: dict[str, bool | int | None]
) -> int:
    policy.may_act_there(actor).or_refuse()
    rows = Group.objects.filter(connection__isnull=False, closed_at=None).order_by("id")
    rows = rows if groups is None else rows.filter(id__in=groups)
    count = 0
    for group in rows:
        for there in members.identities_on(person, group.platform).values():
            outbox.put(group, kind, f"{kind}:{group.id}:{there}:{key}", {**body, "person": there})
            count += 1
    return count


@operation
def settle_deed(*, actor: Actor, deed: int, done: bool, again: bool = False) -> int:
    """A person did by hand what was left to them, lets it go, or has it tried again; returns the connection. Raises
    `Forbidden` and `NotFound`."""
    policy.may_act_there(actor).or_refuse()
    row = Deed.objects.select_for_update().filter(id=deed, state=Deed.State.PERSON).first()
    if row is None:
        raise NotFound
    if again:
        row.state, row.tries, row.due, row.begun_at, row.error = Deed.State.WAITING, 0, timezone.now(), None, ""
    else:
        row.state, row.done_at = Deed.State.DONE if done else Deed.State.DROPPED, timezone.now()
    row.save()
    return row.connection_id
