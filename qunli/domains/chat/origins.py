"""Which import brought what: noted while a history is read, asked when an import is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from qunli.core import bulk
from qunli.domains.chat.models import Origin
from qunli.domains.chat.runs import Run, runs_of, uncovered

COLUMNS = ("community_id", "history_import_id", "kind", "group_id", "first", "last")


def note(community: int, history_import: int | None, runs: Sequence[Run]) -> None:
    """Within the transaction that stores what the runs speak of."""
    bulk.insert(Origin, COLUMNS, [(community, history_import, *run) for run in runs])


def note_to_stay(community: int, identities: Iterable[int]) -> None:
    """Identities that must not go with any import: messages that may be another one's speak of them."""
    missing = set(identities)
    if not missing:
        return
    low, high = min(missing), max(missing)
    noted = Origin.objects.filter(kind=Origin.Kind.IDENTITY, history_import=None, first__lte=high, last__gte=low)
    for first, last in noted.values_list("first", "last"):
        missing -= set(range(max(first, low), min(last, high) + 1))
    note(community, None, runs_of(Origin.Kind.IDENTITY, None, missing))


def of_import(history_import: int, kind: str) -> QuerySet[Origin]:
    """Its runs of a kind, oldest first."""
    return Origin.objects.filter(history_import_id=history_import, kind=kind).order_by("id")


def only_here(run: Origin) -> list[tuple[int, int]]:
    """The parts of a run that no other import has, as (first, last)."""
    same = Origin.objects.filter(kind=run.kind, first__lte=run.last, last__gte=run.first)
    same = same.filter(group=None) if run.group_id is None else same.filter(group_id=run.group_id)
    others = same.filter(~Q(history_import_id=run.history_import_id) | Q(history_import=None))
    return uncovered(run.first, run.last, others.order_by("first").values_list("first", "last"))
