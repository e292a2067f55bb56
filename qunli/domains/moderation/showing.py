"""Cases made ready for pages: measures in words, names as the community shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from qunli.core.actor import Actor
from qunli.domains.moderation import loading, policy, punishing, queries, wording
from qunli.domains.moderation.queries import CaseView, SanctionView

TONES = {"waiting": "wait", "upheld": "warn", "released": "good", "done": ""}


@dataclass(frozen=True)
class Shown:
    """A case with its words."""

    it: CaseView
    what: str | Promise
    measured: str
    because: list[str | Promise]
    also: list[str]
    state: str | Promise
    tone: str
    sanctions: list[tuple[SanctionView, str | Promise]]


@dataclass(frozen=True)
class LogEntry:
    """A line of the public log. `who` is as the community names people there."""

    id: int
    who: str
    did: str | Promise
    why: str | Promise
    by: str | Promise
    lifted: bool
    at: Any
    until: Any


def shown_case(view: CaseView) -> Shown:
    """With its words in the language of the page."""
    return Shown(
        view,
        wording.TRIGGERS.get(view.trigger, view.trigger),
        sentence_of(view),
        wording.because(view.because),
        [
            f"{wording.TRIGGERS.get(name, name)} ({wording.measured(name, measure, limit)})"
            for name, measure, limit in view.also
        ],
        _state(view),
        "info" if view.dry else TONES[view.state],
        [(one, wording.SANCTIONS[one.kind]) for one in view.sanctions],
    )


def sentence_of(view: CaseView) -> str:
    """Measure and limit in words."""
    if view.trigger == "report":
        return wording.reported(view.reports, view.measure)
    return wording.measured(view.trigger, view.measure, view.limit)


def in_log(actor: Actor, before: int | None = None, limit: int = 50) -> list[LogEntry]:
    """The public log. Raises `Forbidden`."""
    _number, rules = loading.newest(actor.here)
    return [_entry(sanction, case, rules.named) for sanction, case in queries.log(actor, before, limit)]


def points_of(actor: Actor, person: int) -> float:
    """What is left of somebody's points: one's own, or anybody's for those who moderate. Raises `Forbidden`."""
    own = actor.kind == "member" and actor.id == person
    if not own:
        policy.may_see(actor).or_refuse()
    return punishing.points_of(person, timezone.now())


def _state(view: CaseView) -> str | Promise:
    if view.dry:
        return _("on trial")
    if view.overturned:
        return _("overturned")
    return {
        "waiting": _("waits"),
        "done": _("done by the policy"),
        "upheld": _("upheld"),
        "released": _("released"),
    }[view.state]


def _entry(sanction: SanctionView, case: CaseView, named: str) -> LogEntry:
    by_policy = not case.decided_by_name or "points" in sanction.because
    return LogEntry(
        sanction.id,
        _named(case.name, named),
        wording.SANCTIONS[sanction.kind],
        wording.TRIGGERS.get(case.trigger, case.trigger),
        _("by policy") if by_policy else _("by a moderator"),
        sanction.state == "lifted",
        sanction.made_at,
        sanction.until,
    )


def _named(name: str, how: str) -> str:
    if how == "everybody":
        return name or _("a member")
    if how == "initials" and name:
        return name[0] + "…"
    return _("a member")
