"""How much there is, counted for somebody who is about to let go of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from qunli.core.actor import Actor
from qunli.domains.chat import bulk, files, origins
from qunli.domains.chat.models import Group, HistoryImport, Message, Origin
from qunli.domains.chat.queries import history_import as one_import
from qunli.domains.chat.queries import seeing
from qunli.domains.chat.runs import joined
from qunli.domains.members import facade as members


@dataclass(frozen=True)
class Extent:
    """Counts; `bytes` are those of the uploaded files that are still kept here."""

    messages: int
    groups: int
    imports: int
    files: int
    bytes: int


def extent(actor: Actor) -> Extent:
    """Exact, and therefore slower than a page that is looked at every day: the messages are counted in an index."""
    with seeing(actor):
        groups = list(Group.objects.values_list("id", flat=True))
        messages = Message.objects.filter(group_id__in=groups).count()
        imports = HistoryImport.objects.count()
        paths = HistoryImport.objects.filter(kept_here=True).values_list("path", flat=True)
        sizes = [size for path in paths if (size := files.size_of(Path(path)))]
    return Extent(messages, len(groups), imports, len(sizes), sum(sizes))


@dataclass(frozen=True)
class BroughtAlone:
    """What came from one import and from no other."""

    messages: int
    people: int
    """By identities: somebody who is known from another history as well, under another identity, stays."""


def brought_alone(actor: Actor, history_import: int) -> BroughtAlone:
    """What goes when an import is taken back. Raises `NotFound`."""
    one_import(actor, history_import)
    with seeing(actor):
        alone: dict[int | None, list[tuple[int, int]]] = defaultdict(list)
        for run in origins.of_import(history_import, Origin.Kind.MESSAGE):
            alone[run.group_id] += origins.only_here(run)
        said = [bulk.count_run(group or 0, *part) for group, parts in alone.items() for part in joined(parts)]
        runs = origins.of_import(history_import, Origin.Kind.IDENTITY)
        people = joined(part for run in runs for part in origins.only_here(run))
    return BroughtAlone(sum(said), sum(len(members.identities_between(actor, *part)) for part in people))
