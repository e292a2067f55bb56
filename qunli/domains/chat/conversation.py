"""What was said in live groups, as member pages show it: pages of messages by number, newest known first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from django.db.models import F, QuerySet

from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.chat import talk_files
from qunli.domains.chat.listening import listening
from qunli.domains.chat.models import Attachment, Group, Message, ReadMark
from qunli.domains.communities.facade import powers
from qunli.domains.members import facade as members

PAGE = 50
_EXCERPT = 120


class FileView(msgspec.Struct, frozen=True):
    """A file of a message; `token` is the unguessable part of its address."""

    token: str
    name: str
    kind: str
    size: int
    width: int | None
    height: int | None


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A message as sockets, pages and the API give it. `by` is an identity, `at` and `edited` are ms UTC; of a deleted
    one the text is empty."""

    group: int
    seq: int
    at: int
    by: int
    person: int
    name: str
    text: str
    key: str
    kind: str = ""
    card: dict[str, Any] | None = None
    reply: int | None = None
    reply_name: str = ""
    reply_text: str = ""
    mentions: list[int] = []
    files: list[FileView] = []
    reactions: list[tuple[str, list[int]]] = []
    edited: int | None = None
    deleted: bool = False
    pinned: bool = False


class Shown(msgspec.Struct, frozen=True):
    """A file as it is sent: where it is on disk, under which name and as what."""

    path: Path
    name: str
    kind: str
    media_type: str


class LiveGroup(msgspec.Struct, frozen=True):
    """A group of the community that is live here."""

    id: int
    name: str
    platform: str
    last_seq: int
    announcements_only: bool
    closed: bool
    read: int = 0
    """The number up to which whoever asks has read it; `last_seq` for somebody who is no member."""
    welcomes: bool = False
    """Newcomers are welcomed in it."""

    @property
    def unread(self) -> int:
        return max(0, self.last_seq - self.read)


@listening
def live_groups(actor: Actor) -> list[LiveGroup]:
    """By name, closed ones last. Raises `Forbidden`."""
    rows = Group.objects.filter(opened_at__isnull=False).order_by(F("closed_at").asc(nulls_first=True), "name", "id")
    marks = _marks(actor)
    return [_live(row, marks) for row in rows]


@listening
def live_group(actor: Actor, group: int) -> LiveGroup:
    """Raises `Forbidden` and `NotFound`."""
    row = Group.objects.filter(id=group, opened_at__isnull=False).first()
    if row is None:
        raise NotFound
    return _live(row, _marks(actor, group))


def _live(row: Group, marks: dict[int, int] | None) -> LiveGroup:
    read = row.last_seq if marks is None else marks.get(row.id, 0)
    closed = row.closed_at is not None
    return LiveGroup(row.id, row.name, row.platform, row.last_seq, row.announcements_only, closed, read, row.welcomes)


def _marks(actor: Actor, group: int | None = None) -> dict[int, int] | None:
    if actor.kind != "member":
        return None
    rows = ReadMark.objects.filter(person_id=actor.id or 0)
    rows = rows.filter(group_id=group) if group is not None else rows
    return dict(rows.values_list("group_id", "seq"))


@listening
def pins(actor: Actor, group: int) -> list[Said]:
    """What is kept in sight, pinned last first. Raises `Forbidden` and `NotFound`."""
    return said(list(_of(actor, group).filter(pinned_at__isnull=False).order_by("-pinned_at")[:PAGE]))


def group_names(groups: Iterable[int]) -> dict[int, str]:
    """What those of `groups` in the community entered are called."""
    return dict(Group.objects.filter(id__in=list(groups)).values_list("id", "name"))


@listening
def messages_before(actor: Actor, group: int, before: int | None = None, limit: int = PAGE) -> list[Said]:
    """The last messages with a number below `before`, oldest first. Raises `Forbidden` and `NotFound`."""
    rows = _of(actor, group)
    rows = rows.filter(seq__lt=before) if before is not None else rows
    return said(list(rows.order_by("-seq")[:limit])[::-1])


@listening
def messages_after(actor: Actor, group: int, after: int, limit: int = PAGE) -> list[Said]:
    """The first messages with a number above `after`, oldest first. Raises `Forbidden` and `NotFound`."""
    return said(list(_of(actor, group).filter(seq__gt=after).order_by("seq")[:limit]))


@listening
def number_at(actor: Actor, group: int, moment: int) -> int | None:
    """The number of the first message at or after a moment (ms UTC); null when there is none."""
    rows = Message.objects.filter(group_id=live_group(actor, group).id, at__gte=moment, seq__isnull=False)
    return rows.order_by("at", "id").values_list("seq", flat=True).first()


@listening
def message_in(actor: Actor, group: int, seq: int) -> Said:
    """One message. Raises `Forbidden` and `NotFound`."""
    found = said(list(_of(actor, group).filter(seq=seq)))
    if not found:
        raise NotFound
    return found[0]


@listening
def file_to_send(actor: Actor, token: str, *, small: bool = False) -> Shown:
    """A file of a message that is not deleted, or one's own that is not sent yet. Raises `Forbidden` and `NotFound`."""
    row = Attachment.objects.filter(token=token).select_related("message").first()
    if row is None or not _is_shown(actor, row):
        raise NotFound
    path = talk_files.place(row.community_id, row.token, small=small and row.kind == "image")
    if not path.is_file():
        raise NotFound
    return Shown(path, row.name, row.kind, "image/webp" if small and row.kind == "image" else row.media_type)


def _is_shown(actor: Actor, row: Attachment) -> bool:
    if row.message is not None:
        return row.message.deleted_at is None or actor.has(powers.MODERATE)
    return actor.kind == "member" and members.called([row.uploader_id])[row.uploader_id].person == actor.id


def numbered(group: int, numbers: Sequence[int]) -> list[Said]:
    """Messages by their numbers in the group, for the program that delivers them."""
    return said(list(Message.objects.filter(group_id=group, seq__in=numbers).order_by("seq")))


def said(rows: Sequence[Message]) -> list[Said]:
    """The form in which rows of one community leave this room."""
    answered = _answered(rows)
    names = members.called({row.author_id for row in rows} | {one.author_id for one in answered.values()})
    files = _files(row.id for row in rows if row.attachments)
    return [_said(row, answered, names, files) for row in rows]


def _of(actor: Actor, group: int) -> QuerySet[Message]:
    return Message.objects.filter(group_id=live_group(actor, group).id, seq__isnull=False)


def _answered(rows: Sequence[Message]) -> dict[tuple[int, str], Message]:
    """The messages that these reply to, by group and key."""
    wanted: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        if row.reply_to is not None:
            wanted[row.group_id].add(row.reply_to)
    return {
        (group, one.external_id): one
        for group, keys in wanted.items()
        for one in Message.objects.filter(group_id=group, external_id__in=list(keys))
    }


def _files(messages: Iterable[int]) -> dict[int, list[FileView]]:
    found: dict[int, list[FileView]] = defaultdict(list)
    wanted = list(messages)
    for row in Attachment.objects.filter(message_id__in=wanted).order_by("id") if wanted else ():
        found[row.message_id or 0].append(view_file(row))
    return found


def view_file(row: Attachment) -> FileView:
    """The frozen form of a row."""
    return FileView(row.token, row.name, row.kind, row.size, row.width, row.height)


def _said(
    row: Message,
    answered: dict[tuple[int, str], Message],
    names: dict[int, members.Called],
    files: dict[int, list[FileView]],
) -> Said:
    author = names[row.author_id]
    other = answered.get((row.group_id, row.reply_to or ""))
    return Said(
        group=row.group_id,
        seq=row.seq or 0,
        at=row.at,
        by=row.author_id,
        person=author.person,
        name=author.name,
        text=row.text,
        key=row.external_id,
        kind=row.kind,
        card=row.card,
        reply=other.seq if other else None,
        reply_name=names[other.author_id].name if other else "",
        reply_text=excerpt(other.text) if other else "",
        mentions=row.mentions or [],
        files=files.get(row.id, []),
        reactions=[(sign, people) for sign, _count, people in row.reactions or []],
        edited=row.edited_at,
        deleted=row.deleted_at is not None,
        pinned=row.pinned_at is not None,
    )


def excerpt(text: str) -> str:
    """The beginning of a text on one line."""
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1].rstrip() + "…"
