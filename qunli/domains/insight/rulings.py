"""Reads of what operators said about remarks, and what they listen for."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from msgspec.structs import replace

from qunli.core.actor import Actor
from qunli.domains.insight.models import Ruling, WatchedName
from qunli.domains.insight.queries import PictureView, picture, seeing
from qunli.reports.findings import Mined
from qunli.reports.remarks import RECENT


@dataclass(frozen=True)
class Heard:
    """Of `said` remarks of a kind that an operator looked at, `right` were of that kind."""

    right: int
    said: int


def settled(actor: Actor) -> frozenset[tuple[str, int]]:
    """Kind and message of every remark an operator dealt with or turned down."""
    with seeing(actor):
        return frozenset(Ruling.objects.values_list("kind", "message"))


def heard(actor: Actor) -> dict[str, Heard]:
    """How often remarks were right here, by kind."""
    with seeing(actor):
        rows = Ruling.objects.values("kind").annotate(said=Count("id"), rights=Count("id", filter=Q(right=True)))
        return {row["kind"]: Heard(row["rights"], row["said"]) for row in rows}


def watched_names(actor: Actor) -> list[str]:
    """Products and keywords to listen for, as they were written."""
    with seeing(actor):
        return list(WatchedName.objects.order_by("id").values_list("name", flat=True))


def open_picture(actor: Actor) -> PictureView:
    """The current picture without the remarks that were settled since it was drawn."""
    view = picture(actor)
    if view.found is None or not view.found.feedback.read:
        return view
    said, gone = view.found.feedback, settled(actor)
    left = replace(
        said,
        complaints=_left(said.complaints, "complaint", gone, view.as_of),
        wishes=_left(said.wishes, "wish", gone, view.as_of),
    )
    return PictureView(replace(view.found, feedback=left), view.as_of, view.made_at, view.working)


def shows_remark(actor: Actor, kind: str, message: int) -> bool:
    """Whether the current picture holds that remark."""
    found = picture(actor).found
    mined = {} if found is None else {"complaint": found.feedback.complaints, "wish": found.feedback.wishes}
    return kind in mined and any(one.message == message for one in mined[kind].remarks)


def _left(mined: Mined, kind: str, gone: frozenset[tuple[str, int]], as_of: int) -> Mined:
    left = tuple(one for one in mined.remarks if (kind, one.message) not in gone)
    taken = sum(one.at >= as_of - RECENT for one in mined.remarks) - sum(one.at >= as_of - RECENT for one in left)
    return replace(mined, remarks=left, recent=mined.recent - taken)
