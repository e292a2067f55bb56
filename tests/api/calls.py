"""Calling the API as a program would."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client

BASE = "/api/v1/communities"


@dataclass(frozen=True)
class Answer:
    """What came back; `body` is parsed JSON, null when there is none."""

    status: int
    body: Any
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Request:
    """One call of the API. `form` is sent as multipart, `raw` as it is, else `body` as JSON."""

    method: str
    path: str
    body: Any = None
    form: dict[str, Any] | None = None
    raw: bytes | None = None


def send(request: Request, token: str = "", key: str = "") -> Answer:
    """Send a request as a program would."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    if key:
        headers["Idempotency-Key"] = key
    how: dict[str, Any] = {}
    if request.form is not None:
        for value in request.form.values():
            if hasattr(value, "seek"):
                value.seek(0)
        how = {"data": request.form}
    elif request.raw is not None:
        how = {"data": request.raw, "content_type": "application/octet-stream"}
    elif request.body is not None:
        how = {"data": json.dumps(request.body), "content_type": "application/json"}
    client = Client(raise_request_exception=False)
    call = getattr(client, request.method.lower())
    response = call(BASE + request.path, headers=headers, **how)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return Answer(response.status_code, json.loads(content) if content else None, response.headers)


def get(path: str, token: str = "") -> Answer:
    """GET below /communities."""
    return send(Request("GET", path), token)
