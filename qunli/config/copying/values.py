"""What SQLite stores becomes what PostgreSQL takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Change = Callable[[Any], Any]


def changes(fields: Sequence[Any]) -> list[Change | None]:
    """For each column what has to be done to its values; null for those that both write alike."""
    return [_CHANGES.get(one.get_internal_type(), _stripped if _is_text(one) else None) for one in fields]


def changed(row: Sequence[Any], how: Sequence[Change | None]) -> list[Any]:
    """One row; null stays null."""
    return [value if change is None or value is None else change(value) for value, change in zip(row, how, strict=True)]


def _is_text(field: Any) -> bool:
    return field.get_internal_type() in ("CharField", "TextField", "SlugField", "EmailField", "FileField", "URLField")


def _stripped(text: str) -> str:
    """PostgreSQL stores no NUL."""
    return text.replace("\x00", "") if "\x00" in text else text


def _in_utc(time: str) -> str:
    """SQLite keeps moments as text without a zone; they are UTC."""
    return f"{time}+00"


_CHANGES: dict[str, Change] = {"BooleanField": bool, "DateTimeField": _in_utc}
