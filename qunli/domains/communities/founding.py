"""Reads of charter, rules, kit and rooms. Fetching is permission: what is another community's is not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.refusals import NotFound
from qunli.domains.communities import charter, contrast, queries
from qunli.domains.communities.models import (
    Charter,
    CharterVersion,
    Kit,
    Promise,
    Room,
    RulesVersion,
)

T = TypeVar("T")


@dataclass(frozen=True)
class PromiseView:
    """A promise that stands. `check`: "figure", "task" or "question"."""

    id: int
    text: str
    check: str
    figure: str
    limit: float | None
    due_on: date | None
    question: str
    done_on: date | None
    done_by_name: str

    def judged(self, *, value: float | None, votes: tuple[int, int], today: date) -> charter.Judgement:
        """Kept, broken or too early to tell; see `charter.judged`."""
        promise = charter.Promised(self.check, self.figure, self.limit, self.due_on, self.done_on)
        return charter.judged(promise, value=value, votes=votes, today=today)


@dataclass(frozen=True)
class CharterView:
    """The charter as it stands now. `answers` by question, the purpose among them; `public`: what members see."""

    answers: dict[str, Any]
    public: frozenset[str]
    promises: tuple[PromiseView, ...]
    missing: tuple[charter.Question, ...]
    changed_at: datetime | None
    changed_by_name: str

    @property
    def answered(self) -> int:
        """How many questions have their answer."""
        return len(charter.QUESTIONS) - len(self.missing)


@dataclass(frozen=True)
class VersionView:
    """A version that was kept. `content`: answers, public keys and promises as they stood."""

    number: int
    why: str
    made_at: datetime
    made_by_name: str
    content: dict[str, Any]


@dataclass(frozen=True)
class RulesView:
    """A version of the rules; `number` is null for the draft. A rule has id, en, zh and the ids of its policies."""

    id: int
    number: int | None
    rules: tuple[dict[str, Any], ...]
    why: str
    made_at: datetime
    made_by_name: str


@dataclass(frozen=True)
class KitView:
    """How a community looks; colours are #rrggbb and can be read on light and dark pages."""

    slogan: str
    colour: str
    colour_dark: str
    gifts: str
    has_logo: bool
    changed_at: datetime | None


@dataclass(frozen=True)
class RoomView:
    """A room whose code opens the door, or did."""

    id: int
    community: int
    code: str
    made_at: datetime
    expires_at: datetime
    closed_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether the code opens the door now."""
        return self.closed_at is None and self.expires_at > timezone.now()


def charter_of(community: int) -> CharterView:
    """The charter, empty before anybody wrote it."""
    with tenancy.within(community):
        row = Charter.objects.filter(community_id=community).first()
        promises = tuple(promise_view(one) for one in Promise.objects.filter(withdrawn_at=None).order_by("id"))
    purpose = queries.community_by_id(community).purpose
    answers = (row.answers if row else {}) | ({"purpose": purpose} if purpose else {})
    public = row.public if row else [one.key for one in charter.QUESTIONS if one.public]
    missing = tuple(charter.missing(answers, len(promises)))
    changed = (row.changed_at, row.changed_by_name) if row else (None, "")
    return CharterView(answers, frozenset(public), promises, missing, *changed)


def promise_view(row: Promise) -> PromiseView:
    """The frozen form of a row."""
    return PromiseView(
        row.id,
        row.text,
        row.check_by,
        row.figure,
        row.limit,
        row.due_on,
        row.question,
        row.done_on,
        row.done_by_name,
    )


def promise(community: int, promise: int) -> PromiseView:
    """One that stands. Raises `NotFound`."""
    return promise_view(promise_to_change(community, promise))


def promise_to_change(community: int, promise: int) -> Promise:
    """One that stands, locked within a transaction. Raises `NotFound`."""
    with tenancy.within(community):
        row = Promise.objects.filter(id=promise, withdrawn_at=None).first()
    if row is None:
        raise NotFound
    return row


def charter_versions(community: int) -> list[VersionView]:
    """Every version that was kept, latest first."""
    with tenancy.within(community):
        rows = CharterVersion.objects.order_by("-number")
        return [VersionView(one.number, one.why, one.made_at, one.made_by_name, one.content) for one in rows]


def charter_version(community: int, number: int) -> VersionView:
    """One version. Raises `NotFound`."""
    return _first([one for one in charter_versions(community) if one.number == number])


def rules_of(community: int) -> RulesView | None:
    """The rules that hold now, null before any were announced."""
    with tenancy.within(community):
        row = RulesVersion.objects.filter(number__isnull=False).order_by("-number").first()
    return _rules(row) if row else None


def rules_at(community: int, moment: datetime) -> RulesView | None:
    """The rules that held at a moment; null when none were announced by then."""
    with tenancy.within(community):
        row = RulesVersion.objects.filter(announced_at__lte=moment).order_by("-number").first()
    return _rules(row) if row else None


def rules_versions(community: int) -> list[RulesView]:
    """Every version that was announced, latest first."""
    with tenancy.within(community):
        return [_rules(row) for row in RulesVersion.objects.filter(number__isnull=False).order_by("-number")]


def rules_version(community: int, number: int) -> RulesView:
    """One version that was announced. Raises `NotFound`."""
    return _first([one for one in rules_versions(community) if one.number == number])


def draft_of_rules(community: int) -> RulesView | None:
    """What is being written, null when nothing is."""
    with tenancy.within(community):
        row = RulesVersion.objects.filter(number=None).first()
    return _rules(row) if row else None


def kit_of(community: int) -> KitView:
    """How the community looks; Qunli's own colours before somebody chose."""
    with tenancy.within(community):
        rows = Kit.objects.annotate(has_logo=ExpressionWrapper(Q(logo__isnull=False), BooleanField()))
        row = rows.defer("logo").filter(community_id=community).first()
    if row is None:
        return KitView("", contrast.DEFAULT, contrast.readable(contrast.DEFAULT, dark=True), "", False, None)
    return KitView(row.slogan, row.colour, row.colour_dark, row.gifts, row.has_logo, row.changed_at)


def logo_of(community: int) -> bytes:
    """The logo as PNG. Raises `NotFound`."""
    with tenancy.within(community):
        found = Kit.objects.filter(community_id=community).values_list("logo", flat=True).first()
    if found is None:
        raise NotFound
    return bytes(found)


def latest_room(community: int) -> RoomView | None:
    """The room opened last, open or not."""
    with tenancy.within(community):
        row = Room.objects.order_by("-id").first()
    return room_view(row) if row else None


def room(community: int, room: int) -> RoomView:
    """One room, open or not. Raises `NotFound`."""
    with tenancy.within(community):
        return room_view(_first(list(Room.objects.filter(id=room))))


def room_view(row: Room) -> RoomView:
    """The frozen form of a row."""
    return RoomView(row.id, row.community_id, row.code, row.made_at, row.expires_at, row.closed_at)


def content_of(view: CharterView) -> dict[str, Any]:
    """What a version keeps of a charter: plain values."""
    promises = [
        {
            "id": one.id,
            "text": one.text,
            "check": one.check,
            "figure": one.figure,
            "limit": one.limit,
            "due_on": one.due_on.isoformat() if one.due_on else None,
            "question": one.question,
        }
        for one in view.promises
    ]
    return {"answers": view.answers, "public": sorted(view.public), "promises": promises}


def texts_of(content: Mapping[str, Any]) -> dict[str, str]:
    """A version's answers in plain words, by question."""
    said = {one.key: charter.as_text(one.key, content["answers"].get(one.key)) for one in charter.QUESTIONS}
    return said | {"promises": "\n".join(one["text"] for one in content["promises"])}


def _rules(row: RulesVersion) -> RulesView:
    made_at = row.announced_at or row.made_at
    return RulesView(row.id, row.number, tuple(row.rules), row.why, made_at, row.made_by_name)


def _first(found: list[T]) -> T:
    if not found:
        raise NotFound
    return found[0]
