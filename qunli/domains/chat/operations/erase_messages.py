"""A person was erased: what they wrote is blanked; that they wrote, and when, stays countable."""

from __future__ import annotations

from django.db.models import Q

from qunli.core import work
from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.domains.chat import policy
from qunli.domains.chat.events import MessagesErased
from qunli.domains.chat.models import Message, SkippedPiece

ERASE_TASK = "chat.erase_messages"
AT_ONCE = 5000


@operation
def begin_erasing(*, actor: Actor, person: int, identities: list[int]) -> None:
    """Put the blanking in line. Excerpts of skipped pieces go at once, all of them, because nobody can tell whose they
    are."""
    policy.may_import(actor).or_refuse()
    if actor.community is None:
        raise NotFound
    SkippedPiece.objects.exclude(excerpt="").update(excerpt="")
    body = {"person": person, "identities": identities}
    work.enqueue(ERASE_TASK, body, key=f"{ERASE_TASK}:{person}", community=actor.community)


@operation
def erase_messages(*, actor: Actor, person: int, identities: list[int]) -> int:
    """Blank some of the person's messages; returns how many, 0 when none are left."""
    policy.may_import(actor).or_refuse()
    if actor.community is None:
        raise NotFound
    left = Message.objects.filter(author_id__in=identities).exclude(Q(text="") & Q(attachments="") & Q(reactions=None))
    ids = list(left.values_list("id", flat=True)[:AT_ONCE])
    for start in range(0, len(ids), 500):
        Message.objects.filter(id__in=ids[start : start + 500]).update(text="", attachments="", reactions=None)
    if ids:
        tell(MessagesErased(community=actor.community, person=person, messages=len(ids)))
    return len(ids)
