"""What every picture is made of."""

from __future__ import annotations

from datetime import UTC, date, datetime

from msgspec import Struct

from qunli.reports.language import Translate
from qunli.reports.theme import Spec

HEIGHT = 220


Cell = str | int | float | None


class Chart(Struct, frozen=True):
    """A picture: `spec` without colours (see `theme.config`), and the same as a table, `columns` above `rows`.

    `summary` says in words what it shows, for readers who do not see it."""

    name: str
    title: str
    summary: str
    spec: Spec
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sized(spec: Spec, height: int = HEIGHT) -> Spec:
    return {"width": "container", "height": height, **spec}


def month_axis(_: Translate) -> Spec:
    return {"format": _("%b %Y"), "formatType": "time", "tickCount": 6, "labelOverlap": True, "labelSeparation": 12}


def tip(field: str, title: str) -> Spec:
    return {"field": field, "title": title}


def share(value: float | None) -> str | None:
    return None if value is None else f"{value:.0%}"


def moment(day: str) -> int:
    return int(datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).timestamp()) * 1000
