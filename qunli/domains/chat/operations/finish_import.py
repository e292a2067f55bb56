"""An export was read to its end: names are brought up to date, people matched, the upload deleted."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.chat import decisions, files, policy
from qunli.domains.chat.events import HistoryImportFinished
from qunli.domains.chat.models import Group, HistoryImport
from qunli.domains.chat.operations.begin_import import in_turn
from qunli.domains.chat.reading import Reading
from qunli.domains.chat.storing import seen
from qunli.domains.members import facade as members


@operation
def finish_import(*, actor: Actor, history_import: int, turn: int, reading: Reading, format: str) -> None:
    """Raises `TurnOver`. Nothing is told of an export that brought nothing new."""
    policy.may_import(actor).or_refuse()
    row = in_turn(actor, history_import, turn)
    everybody = reading.everybody()
    for platform, ids in everybody.items():
        members.remember(actor=actor, platform=platform, seen=[seen(reading, one) for one in sorted(ids)])
    _rename_groups(reading)
    row.people_known = max(0, sum(map(len, everybody.values())) - row.people_new)
    if row.people_new:
        members.match_people(actor=actor)
    row.state, row.format, row.finished_at = HistoryImport.State.DONE, format, timezone.now()
    row.read_bytes = row.total_bytes
    row.save()
    if row.kept_here:
        path = row.path
        transaction.on_commit(lambda: files.remove(path))
    if row.messages_new or row.messages_changed or row.people_new or row.movements_new:
        tell(
            HistoryImportFinished(
                community=row.community_id,
                history_import=row.id,
                messages_new=row.messages_new,
                messages_changed=row.messages_changed,
                people_new=row.people_new,
                skipped=row.skipped,
            )
        )


def _rename_groups(reading: Reading) -> None:
    for one in reading.groups.values():
        named = Group.objects.filter(platform=one.platform, external_id=decisions.storable_id(one.id))
        name = decisions.storable_name(one.name)
        if name:
            named.exclude(name=name).update(name=name)
