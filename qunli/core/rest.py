"""What every address of the API shares: who asks, how a list is paged, how a refusal is answered."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Header, Path, Query, Schema
from pydantic import Field

from qunli.core.actor import Actor
from qunli.core.http import LARGEST


class ApiRequest(HttpRequest):
    """A request that brought a valid token: `auth` is the actor behind it, in no community yet."""

    auth: Actor


class Problem(Schema):
    """Why something was not done. `code` is stable for programs, `detail` is a sentence for people, `field` names the
    part that was wrong, where there is one."""

    code: str
    detail: str
    field: str | None = None


STORABLE = r"^[^\x00]*$"
"""PostgreSQL stores no NUL. Parameters are `Annotated` with one thing each: with more, the framework loses defaults."""
Id = Annotated[int, Field(ge=1, le=LARGEST)]
"""A number by which something is known, in a body."""
PathId = Annotated[int, Path(ge=1, le=LARGEST)]
"""The same as part of an address."""
Slug = Annotated[str, Path(pattern=r"^[-a-zA-Z0-9_]{1,60}$", description="The community's address.")]
Text = Annotated[str, Field(pattern=STORABLE)]
"""What the database can store."""
Search = Annotated[str, Query(max_length=100, pattern=STORABLE, description="Part of a name, handle or id.")]
PROBLEMS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 429), Problem)
"""The refusals any address may answer with."""

Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many to pass over.")]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=STORABLE,
        description="The same key with the same request gives the stored answer and does nothing again.",
    ),
]
