"""A message was edited or deleted on its platform; copies over a bridge follow. And the other way round."""

from __future__ import annotations

import time

from django.db.models import QuerySet

from qunli.domains.chat import screening, search_index
from qunli.domains.chat.bulk import touch_days
from qunli.domains.chat.connecting import outbox
from qunli.domains.chat.connecting.carrying import BRIDGED
from qunli.domains.chat.connecting.decisions import as_carried
from qunli.domains.chat.decisions import DAY_MS
from qunli.domains.chat.live import delivery
from qunli.domains.chat.models import Bridge, Deed, Group, Message, MessageTrace
from qunli.domains.chat.ports import Ruled, Utterance
from qunli.domains.members import facade as members
from qunli.kit.text import is_question


def edit_there(group: Group, key: str, text: str, at: int, by: str | None = None) -> None:
    """Its author gave it another text. That is looked at like a new message: what would have been held goes. When it
    is told who did it (`by`, as the platform knows them), it counts only from its author."""
    row = Message.objects.select_for_update().filter(group=group, external_id=key, deleted_at=None).first()
    if row is None or row.text == text or (row.edited_at or 0) > at:
        return
    if by is not None and members.external_ids([row.author_id]).get(row.author_id) != by:
        return
    person = members.called([row.author_id])[row.author_id].person
    said = Utterance(group.id, person, row.author_id, key, at, text, origin="there")
    (ruling,) = screening.screening().judge(group.community_id, [said], members.standings(group.community_id, [person]))
    if ruling.effect != "pass":
        screening.screening().keep(group.community_id, [Ruled(said, ruling, None)])
        outbox.put(group, Deed.Kind.DELETE, f"delete:{group.id}:{key}", {"message": key, "why": ruling.sentence})
        delete_there(group, key)
        return
    change_text(row, text, at)
    follow_edit(row)


def delete_there(group: Group, key: str) -> None:
    """It is gone there; here it is out of sight."""
    row = Message.objects.select_for_update().filter(group=group, external_id=key, deleted_at=None).first()
    if row is None:
        return
    _put_out_of_sight(row)
    follow_deletion(row)


def change_text(row: Message, text: str, at: int) -> None:
    """Put another text in place, with a trace of the old one."""
    _trace(row)
    row.text, row.length, row.question, row.edited_at = text, len(text), is_question(text), at
    row.save(update_fields=["text", "length", "question", "edited_at"])
    search_index.keep([(row.group_id, row.seq or 0, text)])
    _changed(row)


def follow_edit(row: Message) -> None:
    """Copies of a message that was edited get its text, where the platform lets us."""
    name = members.called([row.author_id])[row.author_id].name
    text = as_carried(name, row.text, [one for one in row.attachments.split(",") if one], has_files=False)
    for copy in copies_there(row):
        body = {"text": text, "message": copy.external_id, "after": copy.key}
        outbox.put(_group_of(copy), Deed.Kind.EDIT, f"edit:{copy.id}:{row.edited_at}", body)
    for here in copies_here(row):
        change_text(here, row.text, row.edited_at or _now())


def follow_deletion(row: Message) -> None:
    """Copies of a message that is gone go, too; so does the message itself where it stands on its platform."""
    for copy in copies_there(row):
        body = {"message": copy.external_id, "after": copy.key}
        outbox.put(_group_of(copy), Deed.Kind.DELETE, f"delete:copy:{copy.id}", body)
    for here in copies_here(row):
        _put_out_of_sight(here)


def delete_at_home(row: Message) -> None:
    """A moderator, or its author, deleted it here: it goes on the platform it was said on, and its copies go."""
    group = Group.objects.get(id=row.group_id)
    if not copies_there(row).filter(group=group).exists():
        outbox.put(group, Deed.Kind.DELETE, f"delete:{group.id}:{row.external_id}", {"message": row.external_id})
    follow_deletion(row)


def copies_there(row: Message) -> QuerySet[Deed]:
    """What was sent elsewhere for it."""
    return Deed.objects.filter(source_id=row.group_id, source_seq=row.seq, kind=Deed.Kind.SEND).select_related("group")


def copies_here(row: Message, *, deleted: bool = False) -> list[Message]:
    """Its copies in other groups of our own, those in sight or those deleted."""
    if not Bridge.objects.exists():
        return []
    others = [
        other if one == row.group_id else one
        for one, other in Bridge.objects.values_list("one_id", "other_id")
        if row.group_id in (one, other)
    ]
    key = f"{BRIDGED}{row.group_id}:{row.external_id}"
    return list(
        Message.objects.select_for_update().filter(group_id__in=others, external_id=key, deleted_at__isnull=not deleted)
    )


def _group_of(copy: Deed) -> Group:
    if copy.group is None:
        raise ValueError(f"deed {copy.id} has no group")
    return copy.group


def put_in_sight(row: Message, text: str) -> None:
    """Deleted no longer."""
    row.text, row.deleted_at = text, None
    row.save(update_fields=["text", "deleted_at"])
    search_index.keep([(row.group_id, row.seq or 0, text)])
    _changed(row)


def _put_out_of_sight(row: Message) -> None:
    _trace(row)
    row.text, row.deleted_at, row.pinned_at = "", _now(), None
    row.save(update_fields=["text", "deleted_at", "pinned_at"])
    search_index.drop([row.id])
    _changed(row)


def _trace(row: Message) -> None:
    MessageTrace.objects.create(
        community_id=row.community_id, message=row, text=row.text, at=_now(), by=None, by_kind="connector"
    )


def _changed(row: Message) -> None:
    touch_days(row.community_id, {(row.group_id, row.at // DAY_MS)})
    delivery.changed(row.community_id, row.group_id, row.seq or 0)


def _now() -> int:
    return time.time_ns() // 1_000_000
