"""What became known about a community."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FindingsPublished:
    """The community's picture was drawn anew; `as_of` is the moment it shows (s, UTC)."""

    community: int
    as_of: int
    members: int


@dataclass(frozen=True)
class PictureStopped:
    """Somebody stopped the drawing of a newer picture; the last one stands."""

    community: int


@dataclass(frozen=True)
class ForecastsJudged:
    """The conclusions were replayed on the community's own past and their errors measured."""

    community: int
    judgements: int


@dataclass(frozen=True)
class RemarkSettled:
    """An operator said whether what was taken for a complaint or a wish is one; `right` is null when that was taken
    back."""

    community: int
    kind: str
    message: int
    right: bool | None


@dataclass(frozen=True)
class NamesWatched:
    """An operator said which products to listen for."""

    community: int
    names: int


@dataclass(frozen=True)
class BotDecided:
    """An operator said whether an identity is a program."""

    community: int
    person: int
    is_bot: bool
