"""The community was deleted: what was said in it goes, with the files it came from."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from qunli.core import bulk
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.chat import files, policy, search_index, talk_files
from qunli.domains.chat.models import (
    Attachment,
    Bridge,
    Connection,
    Deed,
    Group,
    HistoryImport,
    Message,
    MessageTrace,
    Movement,
    Notice,
    NoticeChoice,
    NoticeCursor,
    Origin,
    PushKey,
    QuietDefault,
    ReadMark,
    SkippedPiece,
    Subscription,
    TouchedDay,
    Update,
)

State = HistoryImport.State


@operation
def erase_rows(*, actor: Actor, most: int) -> int:
    """Returns how many rows went, `most` at most; 0 when none are left."""
    policy.may_keep(actor).or_refuse()
    Connection.objects.update(wanted=False, lease="", leased_until=None)
    reading = HistoryImport.objects.filter(state__in=(State.WAITING, State.RUNNING))
    reading.update(state=State.STOPPED, turn=F("turn") + 1)
    # By group and by import, because the tables that grow with history have no index of their community.
    groups = list(Group.objects.values_list("id", flat=True))
    imports = list(HistoryImport.objects.values_list("id", flat=True))
    if gone := _said(groups, most):
        return gone
    talk_files.remove_unknown(actor.here, (), timezone.now())
    for rows in (
        Notice.objects.all(),
        Subscription.objects.all(),
        NoticeChoice.objects.all(),
        NoticeCursor.objects.all(),
        PushKey.objects.all(),
        QuietDefault.objects.all(),
        Bridge.objects.all(),
        Deed.objects.all(),
        Update.objects.all(),
        ReadMark.objects.filter(group_id__in=groups),
        SkippedPiece.objects.filter(history_import_id__in=imports),
        Movement.objects.filter(group_id__in=groups),
        TouchedDay.objects.all(),
        Group.objects.all(),
        Connection.objects.all(),
    ):
        if gone := bulk.delete_some(rows, most):
            return gone
    for path in HistoryImport.objects.filter(kept_here=True).values_list("path", flat=True):
        files.remove(path)
    return bulk.delete_some(HistoryImport.objects.all(), most)


def _said(groups: list[int], most: int) -> int:
    """Messages, and before them what hangs on them."""
    for hanging in (
        Origin.objects.all(),
        MessageTrace.objects.filter(message__group_id__in=groups),
        Attachment.objects.filter(group_id__in=groups),
    ):
        if gone := bulk.delete_some(hanging, most):
            return gone
    search_index.drop_groups(groups)
    return bulk.delete_some(Message.objects.filter(group_id__in=groups), most)
