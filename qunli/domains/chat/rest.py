"""The API's addresses of imports, and of what a member takes away."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile

from qunli.core.refusals import Invalid
from qunli.core.rest import PROBLEMS, STORABLE, ApiRequest, Key, Limit, Offset, PathId, Slug
from qunli.core.words import _
from qunli.domains.chat import queries
from qunli.domains.chat.operations.start_import import start_import
from qunli.domains.chat.operations.stop_import import stop_import
from qunli.domains.chat.operations.take_back_import import take_back_import
from qunli.domains.chat.rest_shapes import ImportOut, ImportPage, SkippedPage
from qunli.domains.chat.whole_uploads import take_whole
from qunli.domains.communities import facade as communities

router = Router(tags=["imports"])
IMPORTS = "/communities/{slug}/imports"
BINARY = {"requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {
    "type": "string", "format": "binary"}}}}}  # fmt: skip


FORMAT: Any = {"max_length": 40, "pattern": STORABLE, "description": "The format, when it is not to be recognised."}
ZONE: Any = {"max_length": 60, "pattern": STORABLE, "description": "Time zone of times without one: Asia/Shanghai."}
FormatForm = Annotated[str, Form(**FORMAT)]
FormatQuery = Annotated[str, Query(**FORMAT)]
ZoneForm = Annotated[str, Form(**ZONE)]
ZoneQuery = Annotated[str, Query(**ZONE)]
Name = Annotated[
    str, Query(min_length=1, max_length=300, pattern=STORABLE, description="The file's name; its end tells the kind.")
]


@router.get(IMPORTS, response={200: ImportPage, **PROBLEMS}, summary="Imports")
def list_imports(request: ApiRequest, slug: Slug, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    """Every history that was brought, latest first."""
    actor = communities.actor_at(request.auth, slug)
    return {"items": queries.imports(actor, limit=limit, offset=offset), "total": queries.import_count(actor)}


@router.post(IMPORTS, response={201: ImportOut, **PROBLEMS}, summary="Bring a history as a form")
def upload(
    request: ApiRequest,
    slug: Slug,
    file: File[UploadedFile],
    format: FormatForm = "",
    zone: ZoneForm = "",
    key: Key = None,
) -> Status[queries.ImportView]:
    """The file is kept until it has been read in the background; ask for the import to learn how far that is."""
    actor = communities.actor_at(request.auth, slug)
    name, size = file.name or "?", file.size or 0
    return Status(201, take_whole(actor=actor, name=name, size=size, stream=file, format=format, zone=zone, key=key))


@router.post(
    IMPORTS + "/raw", response={201: ImportOut, **PROBLEMS}, openapi_extra=BINARY, summary="Bring a history as bytes"
)
def upload_raw(
    request: ApiRequest, slug: Slug, name: Name, format: FormatQuery = "", zone: ZoneQuery = "", key: Key = None
) -> Status[queries.ImportView]:
    """The body is the file; its length has to be said."""
    actor = communities.actor_at(request.auth, slug)
    length = request.headers.get("Content-Length", "")
    if not length.isdigit():
        raise Invalid(_("Say the length of the file: Content-Length."), field="Content-Length")
    return Status(
        201, take_whole(actor=actor, name=name, size=int(length), stream=request, format=format, zone=zone, key=key)
    )


@router.get(IMPORTS + "/{history}", response={200: ImportOut, **PROBLEMS}, summary="One import")
def one(request: ApiRequest, slug: Slug, history: PathId) -> queries.ImportView:
    """How far it has been read, or how it ended."""
    return queries.history_import(communities.actor_at(request.auth, slug), history)


@router.post(IMPORTS + "/{history}/stop", response={200: ImportOut, **PROBLEMS}, summary="Stop reading")
def stop(request: ApiRequest, slug: Slug, history: PathId) -> queries.ImportView:
    """What was read stays."""
    actor = communities.actor_at(request.auth, slug)
    stop_import(actor=actor, history_import=history)
    return queries.history_import(actor, history)


@router.post(IMPORTS + "/{history}/resume", response={200: ImportOut, **PROBLEMS}, summary="Go on reading")
def resume(request: ApiRequest, slug: Slug, history: PathId) -> queries.ImportView:
    """From where it was stopped or broke off."""
    actor = communities.actor_at(request.auth, slug)
    start_import(actor=actor, history_import=history)
    return queries.history_import(actor, history)


@router.post(IMPORTS + "/{history}/take-back", response={202: ImportOut, **PROBLEMS}, summary="Take an import back")
def take_back(request: ApiRequest, slug: Slug, history: PathId, key: Key = None) -> Status[queries.ImportView]:
    """What came from it and from no other goes, in the background: messages, comings and goings, people. The file may
    be brought again afterwards."""
    actor = communities.actor_at(request.auth, slug)
    take_back_import(actor=actor, history_import=history, key=key)
    return Status(202, queries.history_import(actor, history))


@router.get(IMPORTS + "/{history}/skipped", response={200: SkippedPage, **PROBLEMS}, summary="What was skipped")
def skipped(request: ApiRequest, slug: Slug, history: PathId, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    """Each piece that could not be read, with reason and place; of very many, the first 100,000."""
    actor = communities.actor_at(request.auth, slug)
    items = list(queries.skipped_pieces(actor, history, limit=limit, offset=offset))
    return {"items": items, "total": queries.skipped_count(actor, history)}
