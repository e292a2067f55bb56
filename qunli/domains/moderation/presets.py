"""Pure: policies to start with. Limits come from docs/research/moderation.md."""

from __future__ import annotations

from collections.abc import Callable

from qunli.analysis.screening.lists import CATEGORIES
from qunli.domains.moderation.policies import Line, Rules, Step, checked

NAMES = ("standard", "founding", "relaxed", "commerce", "none")


def preset(name: str) -> Rules:
    """A fresh copy. Raises `KeyError` for a name that is none."""
    return checked(Rules(preset=name, lines=_LINES[name](), ladder=[] if name == "none" else _ladder()))


def _ladder() -> list[Step]:
    return [
        Step(points=3, kind="mute", minutes=60),
        Step(points=6, kind="mute", minutes=1440),
        Step(points=10, kind="remove"),
        Step(points=15, kind="ban"),
    ]


def _always() -> list[Line]:
    return [
        Line(
            id="unlawful",
            trigger="unlawful",
            effect="hold",
            limit=0,
            who="everybody",
            categories=list(CATEGORIES),
            points=3,
        ),
        Line(id="ads", trigger="advertising", effect="hold", limit=0.9, points=1),
        Line(id="abuse", trigger="abuse", effect="hold", limit=0.95, points=1),
    ]


def _standard() -> list[Line]:
    return [
        *_always(),
        Line(id="cards", trigger="contacts", effect="hold", limit=0, who="newcomers", days=14),
        Line(id="links", trigger="links", effect="hold", limit=0, who="newcomers", days=3),
        Line(id="flood", trigger="flooding", effect="delete", limit=20, minutes=1, points=0.5),
        Line(id="chatter", trigger="chatter", effect="warn", limit=30, minutes=60, mode="dry"),
        Line(id="topic", trigger="off_topic", effect="warn", limit=20, mode="dry"),
    ]


def _founding() -> list[Line]:
    return [
        *_always(),
        Line(id="cards", trigger="contacts", effect="hold", limit=0),
        Line(id="links", trigger="links", effect="hold", limit=0),
        Line(id="flood", trigger="flooding", effect="delete", limit=8, minutes=1, points=0.5),
        Line(id="chatter", trigger="chatter", effect="delete", limit=6, minutes=60, points=0.25),
        Line(id="topic", trigger="off_topic", effect="warn", limit=10, mode="dry"),
    ]


def _relaxed() -> list[Line]:
    lines = _always()
    lines[1].limit, lines[2].limit = 0.97, 0.99
    return [*lines, Line(id="flood", trigger="flooding", effect="delete", limit=40, minutes=1)]


def _commerce() -> list[Line]:
    lines = _standard()
    lines[1].who, lines[1].days = "newcomers", 30
    lines[3].days = 30
    return lines


def _none() -> list[Line]:
    return []


_LINES: dict[str, Callable[[], list[Line]]] = {
    "standard": _standard,
    "founding": _founding,
    "relaxed": _relaxed,
    "commerce": _commerce,
    "none": _none,
}
