"""What a chat says itself about who is in a group."""

from __future__ import annotations

from typing import Literal, NamedTuple

from qunli.archives.records import Joined, Left, Removed

Kind = Literal["create", "join", "leave", "remove"]

EXPORTER = ""
"""Stands for whoever made the export, whom its sentences call "you" and never name."""


class Notice(NamedTuple):
    """Who came or went. `by` is None when nobody else did it or the sentence does not say who; `group` is the name that
    a founder gave; `others` says that the sentence counts people whom it does not name."""

    kind: Kind
    people: tuple[str, ...]
    by: str | None = None
    group: str | None = None
    others: bool = False


def moved(kind: Kind, *, group: str, person: str, at: int, by: str | None) -> Joined | Left | Removed:
    """The record of one person's coming or going; a founder is the first to join."""
    if kind == "leave":
        return Left(group=group, person=person, at=at)
    if kind == "remove":
        return Removed(group=group, person=person, at=at, by=by)
    return Joined(group=group, person=person, at=at, by=by)
