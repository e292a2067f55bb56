"""Reads of what members chose to be told, and when they have their quiet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from qunli.core.actor import Actor
from qunli.core.refusals import Invalid
from qunli.core.words import _
from qunli.domains.chat import policy
from qunli.domains.chat.listening import listening
from qunli.domains.chat.push_models import NoticeChoice, QuietDefault, Subscription
from qunli.domains.chat.pushing.decisions import Quiet
from qunli.domains.communities import facade as communities


@dataclass(frozen=True)
class ChoiceView:
    """What a member chose. `hours` are minutes of the day; `community_hours` are those that count without own ones."""

    level: str
    muted: frozenset[int]
    own_hours: bool
    hours: tuple[int, int] | None
    zone: str
    community_hours: tuple[int, int] | None
    browsers: int


_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::00)?")
LEVELS = NoticeChoice.Level.choices


@listening
def own_choice(actor: Actor) -> ChoiceView:
    """The member's, as it is before they chose anything. Raises `Forbidden`."""
    policy.may_choose_notices(actor).or_refuse()
    row = NoticeChoice.objects.filter(person_id=actor.person).first() or NoticeChoice()
    hours = None if row.quiet_from is None or row.quiet_until is None else (row.quiet_from, row.quiet_until)
    mine = Subscription.objects.filter(person_id=actor.person).count()
    return ChoiceView(row.level, frozenset(row.muted), row.own_hours, hours, row.zone, _default(), mine)


@listening
def quiet_default(actor: Actor) -> tuple[int, int] | None:
    """The community's quiet hours, minutes of the day. Raises `Forbidden`."""
    return _default()


def quiet_hours(community: int, choices: Mapping[int, NoticeChoice]) -> dict[int, Quiet | None]:
    """By person; in the community entered."""
    default = _default()
    zone = communities.community(community).time_zone
    shared = Quiet(*default, zone) if default else None
    found: dict[int, Quiet | None] = {}
    for person, one in choices.items():
        if not one.own_hours:
            found[person] = shared
        elif one.quiet_from is None or one.quiet_until is None:
            found[person] = None
        else:
            found[person] = Quiet(one.quiet_from, one.quiet_until, one.zone or zone)
    return found


def hours(start: str, end: str) -> tuple[int, int]:
    """Two times of day as a form gives them (HH:MM), in minutes. Raises `Invalid`."""
    found = [_TIME.fullmatch(one) for one in (start, end)]
    if not all(found):
        raise Invalid(_("Say from when until when, with two different times."), field="quiet_from")
    minutes = [int(one[1]) * 60 + int(one[2]) for one in found if one]
    return minutes[0], minutes[1]


def clock(minutes: int) -> str:
    """The same the other way round."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _default() -> tuple[int, int] | None:
    return QuietDefault.objects.values_list("quiet_from", "quiet_until").first()
