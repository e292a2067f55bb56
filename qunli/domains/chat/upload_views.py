"""Uploads that survive a dropped connection, with the headers of tus 1.0 (https://tus.io/protocols/resumable-upload):
POST announces a file, HEAD tells how much has arrived, PATCH brings the next piece."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qunli.core.http import OperatorRequest
from qunli.core.refusals import Invalid, Refusal
from qunli.domains.chat import uploads
from qunli.domains.chat.operations.register_import import open_upload
from qunli.domains.chat.operations.start_import import start_import

READ_AT_ONCE = 1 << 20


@require_POST
def begin(request: OperatorRequest) -> HttpResponse:
    """JSON with name, size, format and zone; answers with the address for the bytes and how many have arrived."""
    try:
        asked = json.loads(request.body)
        size = int(asked["size"])
        name, format, zone = (str(asked.get(field, "")) for field in ("name", "format", "zone"))
    except (ValueError, KeyError, TypeError, AttributeError):
        return _said(Invalid(_("Say the name and the size of the file.")))
    try:
        history = open_upload(actor=request.actor, name=name, size=size, format=format, zone=zone)
        arrived, _size = uploads.received(request.actor, history)
    except Refusal as refusal:
        return _said(refusal)
    address = reverse("upload", args=[request.community.slug, history])
    return JsonResponse({"address": address, "offset": arrived}, status=201, headers={"Location": address})


@require_http_methods(["HEAD", "PATCH"])
def piece(request: OperatorRequest, history: int) -> HttpResponse:
    """HEAD: how much has arrived. PATCH: the bytes from `Upload-Offset` on; the last piece starts the reading."""
    try:
        if request.method == "HEAD":
            arrived, size = uploads.received(request.actor, history)
        else:
            arrived = uploads.receive(request.actor, history, _offset(request), _pieces(request))
            size = uploads.received(request.actor, history)[1]
            if arrived == size:
                start_import(actor=request.actor, history_import=history)
    except Refusal as refusal:
        return _said(refusal)
    headers = {"Upload-Offset": str(arrived), "Upload-Length": str(size), "Cache-Control": "no-store"}
    return HttpResponse(status=200 if request.method == "HEAD" else 204, headers=headers)


def _offset(request: HttpRequest) -> int:
    said = request.headers.get("Upload-Offset", "")
    if not said.isdigit():
        raise Invalid(_("Say where this piece begins."), field="Upload-Offset")
    return int(said)


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    while data := request.read(READ_AT_ONCE):
        yield data


def _said(refusal: Refusal) -> JsonResponse:
    return JsonResponse({"code": refusal.code, "detail": str(refusal.sentence)}, status=refusal.status)
