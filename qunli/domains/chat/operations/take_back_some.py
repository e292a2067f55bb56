"""A piece of what an import brought goes: messages, then comings and goings, then what answered them, then people."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from qunli.core import bulk as core_bulk
from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.chat import files, policy, queries, taking_back
from qunli.domains.chat.events import HistoryImportTakenBack
from qunli.domains.chat.models import Group, HistoryImport, Message, Movement, Origin, SkippedPiece
from qunli.domains.members import facade as members

AT_ONCE = 5000
"""Rows of one transaction: about a tenth of a second, for which SQLite's other writers wait."""
PEOPLE_AT_ONCE = 500
State = HistoryImport.State


@operation
def take_back_some(*, actor: Actor, history_import: int) -> bool:
    """True while there is more to do. Where it is stands in the import's row and is committed with each piece."""
    policy.may_keep(actor).or_refuse()
    row = queries.import_to_change(actor, history_import)
    if row.state != State.TAKING_BACK:
        return False
    if _rows_go(row) or _answers_fall_silent(row) or _people_go(actor, row):
        row.alive_at = timezone.now()
        row.save()
        return True
    if gone := core_bulk.delete_some(SkippedPiece.objects.filter(history_import_id=row.id), AT_ONCE):
        return bool(gone)
    _end(actor, row)
    return False


def _rows_go(row: HistoryImport) -> bool:
    said = taking_back.take_out(row.community_id, row.id, Message, Origin.Kind.MESSAGE, AT_ONCE)
    row.taken_back += said.rows
    row.taking_back["groups"] = sorted({*row.taking_back.get("groups", ()), *said.groups})
    return said.more or taking_back.take_out(row.community_id, row.id, Movement, Origin.Kind.MOVEMENT, AT_ONCE).more


def _answers_fall_silent(row: HistoryImport) -> bool:
    """Group by group, from its first message to its last."""
    groups = row.taking_back["groups"]
    if not groups:
        return False
    at, last = row.taking_back.get("after", (-(2**62), 0))
    after = taking_back.silence(row.community_id, groups[0], (at, last), AT_ONCE)
    row.taking_back = {"groups": groups, "after": after} if after else {"groups": groups[1:]}
    return True


def _people_go(actor: Actor, row: HistoryImport) -> bool:
    people, more = taking_back.let_people_go(actor, row.id, PEOPLE_AT_ONCE)
    row.people_taken_back += people
    return more


def _end(actor: Actor, row: HistoryImport) -> None:
    row.state, row.taking_back = State.TAKEN_BACK, {}
    row.save()
    members.match_people(actor=actor)
    taking_back.drop_empty_groups(row.community_id, Group.objects.values_list("id", flat=True))
    tell(
        HistoryImportTakenBack(
            community=row.community_id,
            history_import=row.id,
            messages=row.taken_back,
            people=row.people_taken_back,
        )
    )
    if row.kept_here:
        path = row.path
        transaction.on_commit(lambda: files.remove(path))
