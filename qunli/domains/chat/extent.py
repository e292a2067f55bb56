"""How much there is, counted for somebody who is about to let go of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qunli.core.actor import Actor
from qunli.domains.chat import files
from qunli.domains.chat.models import Group, HistoryImport, Message
from qunli.domains.chat.queries import seeing


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
