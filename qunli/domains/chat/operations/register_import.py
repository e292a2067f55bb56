"""A history is to be brought in: from a path on this machine, or from a browser that will send it piece by piece."""

from __future__ import annotations

import zoneinfo

from qunli import archives
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.core.refusals import Invalid, NotFound
from qunli.core.words import _
from qunli.domains.chat import decisions, files, policy, queries
from qunli.domains.chat.models import HistoryImport

LARGEST = 64 * 2**30
"""Bytes of one upload."""


@operation
def register_import(*, actor: Actor, name: str, path: str, size: int, format: str = "", zone: str = "") -> int:
    """A file or folder on this machine. Returns the import's id; nothing is read yet. Raises `Invalid`."""
    policy.may_import(actor).or_refuse()
    return _register(
        actor, name, format, zone, path=path, size=size, state=HistoryImport.State.WAITING, kept_here=False
    )


@operation
def open_upload(*, actor: Actor, name: str, size: int, format: str = "", zone: str = "", key: str | None = None) -> int:
    """A file that will be sent; `size` in bytes. Returns the import's id: the one begun before when the same person
    sends a file of the same name and size once more, so that it goes on where it broke off. Raises `Invalid`."""
    policy.may_import(actor).or_refuse()
    if not 0 < size <= LARGEST:
        raise Invalid(_("This file is empty or larger than 64 GB."), field="size")
    begun = queries.upload_begun(actor, _kept_name(name), size)
    if begun is not None:
        return begun
    path = str(files.new_place())
    return _register(
        actor, name, format, zone, path=path, size=size, state=HistoryImport.State.UPLOADING, kept_here=True
    )


def _register(
    actor: Actor, name: str, format: str, zone: str, *, path: str, size: int, state: str, kept_here: bool
) -> int:
    if actor.community is None:
        raise NotFound
    if format and format not in {one.name for one in archives.formats()}:
        raise Invalid(_("Choose one of the formats offered."), field="format")
    if zone and zone not in zoneinfo.available_timezones():
        raise Invalid(_("Choose a time zone such as Europe/Berlin or Asia/Shanghai."), field="zone")
    row = HistoryImport.objects.create(
        community_id=actor.community,
        name=_kept_name(name),
        path=path,
        size=size,
        kept_here=kept_here,
        chosen_format=format,
        zone=zone,
        state=state,
        made_by_id=actor.id if actor.kind == "operator" else None,
        made_by_name=actor.name,
    )
    return row.id


def _kept_name(name: str) -> str:
    """The end of a long name, because it tells the kind of file."""
    return " ".join(decisions.storable(name).split())[-decisions.ID_LIMIT :] or "?"
