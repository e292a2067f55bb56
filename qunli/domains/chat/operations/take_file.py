"""A member sends a file ahead of the message that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.core.refusals import Forbidden, Invalid, TooMany
from qunli.core.words import _
from qunli.domains.chat import conversation, decisions, examining, policy, talk_files
from qunli.domains.chat.models import Attachment
from qunli.domains.members import facade as members

UNSENT = 30
"""Files of one member that are in no message yet."""
A_DAY = 2 * 2**30
"""Bytes a member may send in a day."""


def take_file(*, actor: Actor, group: int, name: str, pieces: Iterable[bytes]) -> tuple[int, conversation.FileView]:
    """Keep a file for a message to come; returns its id and how it is shown. Looked at before the transaction, because
    painting a picture anew takes its time. Raises `Forbidden`, `Invalid`, `NotFound`, `TooMany`."""
    here = conversation.live_group(actor, group)
    uploader = _may_send(actor)
    token = talk_files.new_token()
    size = talk_files.receive(actor.here, token, pieces, settings.FILE_LIMIT)
    try:
        if size == 0:
            raise Invalid(_("This file is empty."), field="file")
        found = _examined(actor.here, token)
        return _keep(
            actor=actor, group=here.id, uploader=uploader, token=token, name=decisions.file_name(name), found=found
        )
    except BaseException:
        talk_files.remove(actor.here, [token])
        raise


@operation
def _keep(
    *, actor: Actor, group: int, uploader: int, token: str, name: str, found: dict[str, Any]
) -> tuple[int, conversation.FileView]:
    mine = Attachment.objects.filter(uploader_id=uploader)
    if mine.filter(message=None).count() >= UNSENT:
        raise TooMany(_("Send the files that you chose before you choose more."))
    today = mine.filter(made_at__gt=timezone.now() - timedelta(days=1)).aggregate(sum=Sum("size"))["sum"] or 0
    if today + found["size"] > A_DAY:
        raise TooMany(_("That is much for one day; go on tomorrow."))
    row = Attachment.objects.create(
        community_id=actor.here, group_id=group, uploader_id=uploader, token=token, name=name, **found
    )
    return row.id, conversation.view_file(row)


def _may_send(actor: Actor) -> int:
    """The identity that uploads. Raises `Forbidden`."""
    policy.may_listen(actor).or_refuse()
    standing = members.standings(actor.here, [actor.id or 0]).get(actor.id or 0)
    if actor.kind != "member" or standing is None or not standing.is_active or standing.identity is None:
        raise Forbidden(_("Only members can do this."))
    if standing.is_silent(timezone.now()):
        raise Forbidden(_("You cannot write here for the moment."))
    return standing.identity


def _examined(community: int, token: str) -> dict[str, Any]:
    path = talk_files.place(community, token)
    shown = examining.picture(path)
    if shown is None:
        return {"kind": "file", "media_type": examining.media_type(path), "size": path.stat().st_size}
    talk_files.replace(path, shown.data)
    talk_files.replace(talk_files.place(community, token, small=True), shown.thumbnail)
    return {
        "kind": "image",
        "media_type": shown.media_type,
        "size": len(shown.data),
        "width": shown.width,
        "height": shown.height,
    }
