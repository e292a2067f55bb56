"""Answers for the scripts of member pages: JSON, refusals with their sentence included."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpResponse

from qunli.core.refusals import Refusal


def as_json(said: Any, status: int = 200) -> HttpResponse:
    """Never kept by anybody on the way."""
    answer = HttpResponse(msgspec.json.encode(said), content_type="application/json", status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def refused(refusal: Refusal) -> HttpResponse:
    """Code, sentence and field."""
    said = {"code": refusal.code, "detail": str(refusal.sentence), "field": refusal.field}
    return as_json(said, status=refusal.status)
