"""Files that were sent ahead of a message that never came go."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.chat import policy, talk_files
from qunli.domains.chat.models import Attachment

KEPT_FOR = timedelta(hours=24)


@operation
def drop_unsent_files(*, actor: Actor, now: datetime) -> int:
    """Returns how many. What a crash left on disk without a row goes, too. Raises `Forbidden`."""
    policy.may_keep(actor).or_refuse()
    rows = Attachment.objects.filter(message=None, made_at__lt=now - KEPT_FOR)
    gone = list(rows.values_list("id", "token"))
    Attachment.objects.filter(id__in=[one for one, _ in gone]).delete()
    kept, here = set(Attachment.objects.values_list("token", flat=True)), actor.here

    def clear() -> None:
        talk_files.remove(here, [token for _, token in gone])
        talk_files.remove_unknown(here, kept, now - KEPT_FOR)

    transaction.on_commit(clear)
    return len(gone)
