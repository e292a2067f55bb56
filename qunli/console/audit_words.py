"""What happened, in words. An event that was told by an older version and is known no more is shown by its name."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from qunli.console import audit_money, audit_people, audit_talk

SENTENCES = audit_people.SENTENCES | audit_talk.SENTENCES | audit_money.SENTENCES


def sentence(kind: str, body: dict[str, Any]) -> str:
    """What happened, in the reader's language; a list is written with commas, what is unknown as a dash."""
    if kind not in SENTENCES:
        return kind
    try:
        return _(SENTENCES[kind]).format(**{name: _written(value) for name, value in body.items()})
    except KeyError:
        return kind


def _written(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "–"
    return "–" if value in (None, "") else str(value)
