"""The report for programs: findings and advice as JSON, with a schema."""

from __future__ import annotations

from typing import Any

import msgspec

from qunli.reports.advice import Proposal, proposals
from qunli.reports.findings import Findings
from qunli.reports.language import translate
from qunli.reports.wording import Advice, advise

VERSION = 1
"""Raised when a key changes its meaning or goes; new keys do not raise it."""


class Advised(msgspec.Struct, frozen=True):
    """A proposal, what it says in the report's language, and its rank score."""

    proposal: Proposal
    said: Advice
    score: float


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """The whole report. Shares and probabilities are between 0 and 1, times seconds UTC, dates ISO text."""

    version: int
    language: str
    findings: Findings
    advice: tuple[Advised, ...]


def as_json(found: Findings, language: str) -> bytes:
    """The report as indented UTF-8 JSON, as `schema` says."""
    _ = translate(language)
    advice = tuple(Advised(made, advise(made, found, _), round(made.score, 4)) for made in proposals(found))
    document = Document(version=VERSION, language=language, findings=found, advice=advice)
    return msgspec.json.format(msgspec.json.encode(document), indent=2)


def schema() -> dict[str, Any]:
    """JSON Schema of what `as_json` writes."""
    return msgspec.json.schema(Document)
