"""What was said is edited or deleted, with a trace for those who moderate."""

from __future__ import annotations

import time

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Invalid, NotFound
from qunli.core.words import _
from qunli.domains.chat import live_decisions, policy, search_index
from qunli.domains.chat.bulk import touch_days
from qunli.domains.chat.connecting.bringing_back import bring_back
from qunli.domains.chat.connecting.remote_changes import delete_at_home, follow_edit, put_in_sight
from qunli.domains.chat.decisions import DAY_MS
from qunli.domains.chat.events import MessageDeleted
from qunli.domains.chat.live import delivery
from qunli.domains.chat.models import Message, MessageTrace
from qunli.domains.members import facade as members
from qunli.kit.text import is_question


@operation
def edit_message(*, actor: Actor, group: int, seq: int, text: str, key: str | None = None) -> None:
    """Put another text in place of the one that was sent. Raises `Forbidden`, `Invalid`, `NotFound`."""
    row = to_change(actor, group, seq)
    policy.may_change(actor, author_of(row)).or_refuse()
    if not text.strip():
        raise Invalid(_("Write something, or delete the message."), field="text")
    if unfit := live_decisions.unfit(text):
        raise Invalid(unfit, field="text")
    if text == row.text:
        return
    _keep_trace(actor, row)
    row.text, row.length, row.question, row.edited_at = text, len(text), is_question(text), _now()
    row.save(update_fields=["text", "length", "question", "edited_at"])
    search_index.keep([(row.group_id, row.seq or 0, text)])
    _changed(row)
    follow_edit(row)


@operation
def delete_message(*, actor: Actor, group: int, seq: int, key: str | None = None) -> None:
    """Take a message out of sight. Doing it again changes nothing. Raises `Forbidden` and `NotFound`."""
    row = to_change(actor, group, seq, deleted=True)
    policy.may_delete(actor, author_of(row)).or_refuse()
    if row.deleted_at is not None:
        return
    _keep_trace(actor, row)
    row.text, row.deleted_at, row.pinned_at = "", _now(), None
    row.save(update_fields=["text", "deleted_at", "pinned_at"])
    search_index.drop([row.id])
    _changed(row)
    delete_at_home(row)
    tell(MessageDeleted(community=row.community_id, group=group, seq=seq))


@operation
def restore_message(*, actor: Actor, group: int, seq: int, key: str | None = None) -> None:
    """Put a deleted message back as it was; on a platform our account says it once more. One that was not deleted stays
    as it is. Raises `Forbidden`, `NotFound`."""
    policy.may_restore(actor).or_refuse()
    row = to_change(actor, group, seq, deleted=True)
    trace = MessageTrace.objects.filter(message=row).order_by("-id").first()
    if row.deleted_at is None or trace is None:
        return
    put_in_sight(row, trace.text)
    bring_back(row)


def to_change(actor: Actor, group: int, seq: int, *, deleted: bool = False) -> Message:
    """The row, locked. Raises `Forbidden`, and `NotFound` for one that is absent or, unless asked for, deleted."""
    policy.may_listen(actor).or_refuse()
    row = Message.objects.select_for_update().filter(group_id=group, seq=seq, community_id=actor.here).first()
    if row is None or (row.deleted_at is not None and not deleted):
        raise NotFound
    return row


def author_of(row: Message) -> int:
    """The person who said it."""
    return members.called([row.author_id])[row.author_id].person


def _keep_trace(actor: Actor, row: Message) -> None:
    MessageTrace.objects.create(
        community_id=row.community_id, message=row, text=row.text, at=_now(), by=actor.id, by_kind=actor.kind
    )


def _changed(row: Message) -> None:
    touch_days(row.community_id, {(row.group_id, row.at // DAY_MS)})
    delivery.changed(row.community_id, row.group_id, row.seq or 0)


def _now() -> int:
    return time.time_ns() // 1_000_000
