"""What every address of the API shares: who asks, how a list is paged, how a refusal is answered."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Header, Query, Schema

from qunli.core.actor import Actor


class ApiRequest(HttpRequest):
    """A request that brought a valid token: `auth` is the actor behind it, in no community yet."""

    auth: Actor


class Problem(Schema):
    """Why something was not done. `code` is stable for programs, `detail` is a sentence for people, `field` names the
    part that was wrong, where there is one."""

    code: str
    detail: str
    field: str | None = None


PROBLEMS: dict[int, Any] = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem, 429: Problem}
"""The refusals any address may answer with."""

Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many to pass over.")]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="The same key with the same request gives the stored answer and does nothing again.",
    ),
]
