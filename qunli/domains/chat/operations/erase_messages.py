"""A person was erased: what they wrote is blanked; that they wrote, and when, stays countable."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from qunli.core import work
from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.domains.chat import policy, search_index, talk_files
from qunli.domains.chat.events import MessagesErased
from qunli.domains.chat.models import Attachment, Deed, Group, Message, MessageTrace, ReadMark, SkippedPiece, Update
from qunli.domains.chat.operations.welcome import key_of

ERASE_TASK = "chat.erase_messages"
AT_ONCE = 5000


@operation
def begin_erasing(*, actor: Actor, person: int, identities: list[int]) -> None:
    """Put the blanking in line. Excerpts of skipped pieces, and what platforms told and were told, go at once, all of
    them, because nobody can tell whose they are."""
    policy.may_import(actor).or_refuse()
    if actor.community is None:
        raise NotFound
    SkippedPiece.objects.exclude(excerpt="").update(excerpt="")
    ReadMark.objects.filter(person_id=person).delete()
    _blank_welcome(person)
    _drop_files(actor.community, identities)
    Update.objects.filter(done_at__isnull=False).update(body={})
    Deed.objects.filter(done_at__isnull=False).update(body={})
    body = {"person": person, "identities": identities}
    work.enqueue(ERASE_TASK, body, key=f"{ERASE_TASK}:{person}", community=actor.community)


def _blank_welcome(person: int) -> None:
    """The community's own words to them name them."""
    groups = Group.objects.values_list("id", flat=True)
    rows = Message.objects.filter(group_id__in=list(groups), external_id=key_of(person))
    search_index.drop(list(rows.values_list("id", flat=True)))
    rows.update(text="")


def _drop_files(community: int, identities: list[int]) -> None:
    rows = Attachment.objects.filter(uploader_id__in=identities)
    tokens = list(rows.values_list("token", flat=True))
    rows.delete()
    transaction.on_commit(lambda: talk_files.remove(community, tokens))


@operation
def erase_messages(*, actor: Actor, person: int, identities: list[int]) -> int:
    """Blank some of the person's messages; returns how many, 0 when none are left."""
    policy.may_import(actor).or_refuse()
    if actor.community is None:
        raise NotFound
    left = Message.objects.filter(author_id__in=identities).exclude(Q(text="") & Q(attachments="") & Q(reactions=None))
    # What was deleted has no text any more, but its trace does.
    MessageTrace.objects.filter(message__author_id__in=identities).exclude(text="").update(text="")
    ids = list(left.values_list("id", flat=True)[:AT_ONCE])
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        Message.objects.filter(id__in=some).update(text="", attachments="", reactions=None)
        search_index.drop(some)
    if ids:
        tell(MessagesErased(community=actor.community, person=person, messages=len(ids)))
    return len(ids)
