"""Reads of groups, messages and imports. Fetching is permission: what is absent or another community's is not found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.refusals import Conflict, NotFound
from qunli.core.words import _
from qunli.domains.chat import decisions, files, policy
from qunli.domains.chat.models import Group, HistoryImport, Origin, SkippedPiece, TouchedDay

UNREAD = tuple(HistoryImport.State(name) for name in ("uploading", "stopped", "refused", "failed"))
"""States in which nobody reads the file and nobody is about to."""


@dataclass(frozen=True)
class GroupView:
    """A room of a chat."""

    id: int
    platform: str
    external_id: str
    name: str


@dataclass(frozen=True)
class TouchedDayView:
    """A group's UTC day (days since 1970) that has new or changed messages."""

    id: int
    group: int
    day: int
    version: int


@contextmanager
def seeing(actor: Actor) -> Iterator[int]:
    """Inside the actor's community, if they may see messages there. Raises `Forbidden`, and `NotFound` outside any."""
    policy.may_see(actor).or_refuse()
    if actor.community is None:
        raise NotFound
    with tenancy.within(actor.community):
        yield actor.community


def groups(actor: Actor) -> list[GroupView]:
    """The community's groups, by name."""
    with seeing(actor) as community:
        rows = Group.objects.filter(community_id=community).order_by("name", "id")
        return [GroupView(row.id, row.platform, row.external_id, row.name) for row in rows]


def touched_days(actor: Actor, limit: int = 1000) -> list[TouchedDayView]:
    """Days to count again, oldest first within a group. Clear them with `clear_touched_days` when counted."""
    with seeing(actor) as community:
        rows = TouchedDay.objects.filter(community_id=community).order_by("group_id", "day")[:limit]
        return [TouchedDayView(row.id, row.group_id, row.day, row.version) for row in rows]


def touched_count(actor: Actor) -> int:
    """How many days are to be counted again."""
    with seeing(actor):
        return TouchedDay.objects.count()


@dataclass(frozen=True)
class ImportView:
    """An import and how it went. Sizes in bytes; `state` is one of `HistoryImport.State`. While a file is uploading,
    `read_bytes` of `total_bytes` have arrived. An uploaded file that is not read is deleted at `kept_until` (null when
    there is none that waits), and was at `file_dropped_at`."""

    id: int
    name: str
    state: str
    size: int
    chosen_format: str
    format: str
    zone: str
    read_bytes: int
    total_bytes: int
    records: int
    messages_new: int
    messages_changed: int
    messages_known: int
    movements_new: int
    movements_known: int
    people_new: int
    people_known: int
    groups_new: int
    to_take_back: int
    taken_back: int
    people_taken_back: int
    skipped: int
    skipped_reasons: dict[str, int]
    refusal_code: str
    refusal_sentence: str
    refusal_detail: dict[str, str]
    made_by_name: str
    made_at: datetime
    started_at: datetime | None
    alive_at: datetime | None
    finished_at: datetime | None
    file_dropped_at: datetime | None
    kept_until: datetime | None

    @property
    def share_read(self) -> float:
        """How much of the file was read, 0 to 1."""
        return min(1.0, self.read_bytes / self.total_bytes) if self.total_bytes else 0.0

    @property
    def share_done(self) -> float:
        """The same; how much of it has gone while it is taken back."""
        if self.state != HistoryImport.State.TAKING_BACK:
            return self.share_read
        return min(1.0, self.taken_back / self.to_take_back) if self.to_take_back else 0.0


@dataclass(frozen=True)
class SkippedView:
    """A piece of an export that could not be read."""

    reason: str
    file: str
    position: int
    unit: str
    excerpt: str


def _view_import(row: HistoryImport) -> ImportView:
    names = ImportView.__dataclass_fields__.keys() - {"kept_until"}
    values = {name: getattr(row, name) for name in names} | {"kept_until": _kept_until(row)}
    if row.state == HistoryImport.State.UPLOADING:
        values |= {"read_bytes": files.size_of(Path(row.path)), "total_bytes": row.size}
    return ImportView(**values)


def _kept_until(row: HistoryImport) -> datetime | None:
    if row.kept_here and row.file_dropped_at is None and row.state in UNREAD:
        return touched_at(row) + decisions.KEPT_FOR
    return None


def touched_at(row: HistoryImport) -> datetime:
    """When an upload was last written or read."""
    moments = (row.made_at, row.alive_at, row.finished_at, files.written_at(Path(row.path)))
    return max(one for one in moments if one is not None)


def kept_unread(actor: Actor) -> list[HistoryImport]:
    """Imports whose uploaded file lies here and is not being read, locked."""
    with seeing(actor):
        rows = HistoryImport.objects.filter(kept_here=True, file_dropped_at=None, state__in=UNREAD)
        return list(rows.select_for_update())


def kept_paths(actor: Actor) -> set[str]:
    """Where the community's uploads lie."""
    with seeing(actor):
        return set(HistoryImport.objects.filter(kept_here=True).values_list("path", flat=True))


def imports(actor: Actor, *, limit: int = 200, offset: int = 0) -> list[ImportView]:
    """The community's imports, latest first."""
    with seeing(actor):
        return [_view_import(row) for row in HistoryImport.objects.order_by("-id")[offset : offset + limit]]


def import_count(actor: Actor) -> int:
    """How many imports the community has had."""
    with seeing(actor):
        return HistoryImport.objects.count()


def history_import(actor: Actor, import_id: int) -> ImportView:
    """Raises `NotFound`."""
    with seeing(actor):
        row = HistoryImport.objects.filter(id=import_id).first()
    if row is None:
        raise NotFound
    return _view_import(row)


def skipped_pieces(actor: Actor, import_id: int, *, limit: int | None = None, offset: int = 0) -> Iterator[SkippedView]:
    """In the order of the file. Raises `NotFound`."""
    history_import(actor, import_id)
    with seeing(actor):
        rows = SkippedPiece.objects.filter(history_import_id=import_id).order_by("id")
        rows = rows[offset : None if limit is None else offset + limit]
    for row in rows.iterator(chunk_size=2000):
        yield SkippedView(row.reason, row.file, row.position, row.unit, row.excerpt)


def skipped_count(actor: Actor, import_id: int) -> int:
    """How many skipped pieces of an import are kept; `ImportView.skipped` counts all."""
    with seeing(actor):
        return SkippedPiece.objects.filter(history_import_id=import_id).count()


def import_to_change(actor: Actor, import_id: int) -> HistoryImport:
    """The row, locked. Raises `NotFound`."""
    with seeing(actor):
        row = HistoryImport.objects.select_for_update().filter(id=import_id).first()
    if row is None:
        raise NotFound
    return row


def in_line() -> bool:
    """Whether a history of the community entered waits for its reader. One on this machine that nobody asked to be
    read yet does not."""
    return HistoryImport.objects.filter(state=HistoryImport.State.WAITING, turn__gt=0).exists()


def being_taken_back() -> bool:
    """Whether an import of the community entered is being taken back."""
    return HistoryImport.objects.filter(state=HistoryImport.State.TAKING_BACK).exists()


def noted(row: HistoryImport) -> bool:
    """Whether it is known what an import brought."""
    read = row.messages_new + row.messages_known + row.messages_changed + row.movements_new + row.movements_known
    return not read or Origin.objects.filter(history_import=row).exists()


def unfinished_import(actor: Actor, path: str) -> int | None:
    """The latest import of this file that was not read to its end."""
    with seeing(actor):
        State = HistoryImport.State
        ended = (State.DONE, State.REFUSED, State.TAKING_BACK, State.TAKEN_BACK)
        rows = HistoryImport.objects.filter(path=path, kept_here=False).exclude(state__in=ended)
        return rows.order_by("-id").values_list("id", flat=True).first()


def path_to_read(actor: Actor, import_id: int) -> str:
    """Where the export lies. Raises `NotFound`."""
    with seeing(actor):
        path = HistoryImport.objects.filter(id=import_id).values_list("path", flat=True).first()
    if path is None:
        raise NotFound
    return path


def upload_under_way(actor: Actor, import_id: int) -> tuple[Path, int]:
    """Where the bytes go and how many there will be. Raises `NotFound`, and `Conflict` when it is no upload or all has
    arrived and been taken."""
    with seeing(actor):
        row = HistoryImport.objects.filter(id=import_id).first()
    if row is None:
        raise NotFound
    if row.state != HistoryImport.State.UPLOADING:
        raise Conflict(_("This file has arrived already."))
    return Path(row.path), row.size


def upload_begun(actor: Actor, name: str, size: int) -> int | None:
    """The same person's upload of a file of this name and size that has not arrived completely."""
    with seeing(actor):
        rows = HistoryImport.objects.filter(
            state=HistoryImport.State.UPLOADING, name=name, size=size, made_by_id=actor.id, file_dropped_at=None
        )
        return rows.order_by("-id").values_list("id", flat=True).first()
