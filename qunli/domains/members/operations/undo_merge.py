"""A merge was a mistake: the identities go back."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict
from qunli.core.words import _
from qunli.domains.members import policy, queries
from qunli.domains.members.events import MergeUndone
from qunli.domains.members.models import Identity, Match, Merge, Person
from qunli.domains.members.operations.membership_of_two import take_apart
from qunli.domains.members.operations.remember import refresh_search


@operation
def undo_merge(*, actor: Actor, merge: int, key: str | None = None) -> int:
    """Returns the person restored. The pair is not brought up again. Raises `NotFound`, and `Conflict` when a later
    merge has to be undone first or the data was erased."""
    policy.may_gather(actor).or_refuse()
    row = queries.merge_to_undo(actor, merge)
    _refuse_unless_undoable(row)
    Identity.objects.filter(id__in=row.identities).update(person_id=row.merged_id)
    Person.objects.filter(id=row.merged_id).update(merged_into=None)
    take_apart(row)
    row.undone_at = timezone.now()
    row.save(update_fields=["undone_at"])
    refresh_search(list(Person.objects.filter(id__in=(row.kept_id, row.merged_id))))
    one, other = sorted((row.kept_id, row.merged_id))
    Match.objects.update_or_create(
        one_id=one,
        other_id=other,
        defaults={"state": Match.State.DECLINED, "decided_at": timezone.now()},
        create_defaults={
            "community_id": row.community_id,
            "reason": row.reason,
            "detail": row.detail,
            "confidence": row.confidence,
            "state": Match.State.DECLINED,
            "decided_at": timezone.now(),
        },
    )
    tell(
        MergeUndone(
            community=row.community_id,
            merge=row.id,
            kept=row.kept_id,
            restored=row.merged_id,
            identities=row.identities,
        )
    )
    return row.merged_id


def _refuse_unless_undoable(row: Merge) -> None:
    if row.undone_at is not None:
        raise Conflict(_("This merge was undone already."))
    if row.kept.erased_at is not None:
        raise Conflict(_("This person's data was erased, so there is nothing left to part."))
    held = Identity.objects.filter(id__in=row.identities, person_id=row.kept_id).count()
    if row.kept.merged_into_id is not None or held != len(row.identities):
        raise Conflict(_("Another merge was made on top of this one; undo that one first."))
