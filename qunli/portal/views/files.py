"""Files of messages: sent ahead, and shown to members only."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator
from typing import IO, Any, cast

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from qunli.core.refusals import Invalid, Refusal
from qunli.core.words import _
from qunli.domains.chat import facade as chat
from qunli.portal.answers import as_json, refused
from qunli.portal.request import MemberRequest, for_members

LOCKED = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""Whatever a file holds, nothing in it runs as a page of ours."""


@require_POST
@for_members
def upload(request: MemberRequest, group: int) -> HttpResponse:
    """One file as a form's `file`; answers its id and how it is shown, as JSON."""
    try:
        given = request.FILES.get("file")
        if not isinstance(given, UploadedFile):
            raise Invalid(_("Choose a file first."), field="file")
        number, view = chat.take_file(
            actor=request.actor, group=group, name=given.name or "", pieces=cast("Iterator[bytes]", given.chunks())
        )
    except RequestDataTooBig:
        return refused(Invalid(_("This file is larger than can be sent here."), code="too_large", field="file"))
    except Refusal as refusal:
        return refused(refusal)
    return as_json({"id": number, "file": msgspec.to_builtins(view)}, status=201)


@require_GET
@for_members
def file(request: MemberRequest, token: str, name: str) -> FileResponse:
    """Pictures are shown, everything else is saved; `?small` gives a picture's thumbnail. The name is only for eyes."""
    found = chat.file_to_send(request.actor, token, small="small" in request.GET)
    response = FileResponse(cast("IO[Any]", found.path.open("rb")), content_type=found.media_type)
    how = "inline" if found.kind == "image" else "attachment"
    response.headers["Content-Disposition"] = f"{how}; filename*=UTF-8''{urllib.parse.quote(found.name, safe='')}"
    response.headers["Content-Security-Policy"] = LOCKED
    response.headers["X-Content-Type-Options"] = "nosniff"
    # Behind one address is one content for ever; only the member's own browser may keep it, and not for long.
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
