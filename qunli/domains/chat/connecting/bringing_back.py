"""What was taken away stands again. No platform gives back what was deleted, so our account says it there once more, in
its author's name; where it was not deleted yet, it stays."""

from __future__ import annotations

from qunli.domains.chat.connecting import outbox
from qunli.domains.chat.connecting.decisions import as_carried
from qunli.domains.chat.connecting.remote_changes import copies_here, copies_there, put_in_sight
from qunli.domains.chat.models import Deed, Group, Message
from qunli.domains.members import facade as members


def bring_back(row: Message) -> None:
    """On the platform of its group, on those to which bridges carried it, and in our own groups behind bridges."""
    for here in copies_here(row, deleted=True):
        put_in_sight(here, row.text)
    body = {"text": _as_said(row)}
    if _was_deleted(row.group_id, f"delete:{row.group_id}:{row.external_id}"):
        home = Group.objects.get(id=row.group_id)
        outbox.put(home, Deed.Kind.SEND, f"again:{row.id}", body, (row.group_id, row.seq or 0))
    for copy in copies_there(row):
        if copy.group is not None and _was_deleted(copy.group.id, f"delete:copy:{copy.id}"):
            Deed.objects.filter(id=copy.id).update(source=None, source_seq=None)
            outbox.put(copy.group, Deed.Kind.SEND, f"again:copy:{copy.id}", body, (row.group_id, row.seq or 0))


def _was_deleted(group: int, key: str) -> bool:
    """Whether the deletion was done, or may have been; one that was not is taken out of the line."""
    deed = Deed.objects.select_for_update().filter(group_id=group, key=key).first()
    if deed is None or deed.state == Deed.State.DROPPED:
        return False
    if deed.state != Deed.State.DONE and deed.begun_at is None:
        deed.delete()
        return False
    return True


def _as_said(row: Message) -> str:
    name = members.called([row.author_id])[row.author_id].name
    return as_carried(name, row.text, [one for one in row.attachments.split(",") if one], has_files=False)
