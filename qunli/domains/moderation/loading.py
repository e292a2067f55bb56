"""A community's judge, made from what is stored; and the mark by which others see that it has to be made anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
from django.db.models import Count, F, Q
from django.utils import timezone

from qunli.analysis import words
from qunli.analysis.screening.features import Numbers
from qunli.analysis.screening.model import Model, Taught, learn
from qunli.analysis.screening.opinion import BITS, Opinion
from qunli.domains.communities import facade as communities
from qunli.domains.moderation.judging import Judge
from qunli.domains.moderation.models import AdPermit, Lesson, PolicyVersion, Sanction, ScreeningMark
from qunli.domains.moderation.policies import Rules, from_values

LESSONS = 2_000
"""The newest decisions that count: older ones were about another time."""


def mark(community: int) -> int:
    """Grows when a judge made before is out of date."""
    return ScreeningMark.objects.filter(community_id=community).values_list("changes", flat=True).first() or 0


def renew(community: int) -> None:
    """Every process makes its judge anew at the next look."""
    if not ScreeningMark.objects.filter(community_id=community).update(changes=F("changes") + 1):
        ScreeningMark.objects.get_or_create(community_id=community)


def newest(community: int) -> tuple[int, Rules]:
    """Number and rules of the version in force; 0 and nothing before there is one."""
    row = PolicyVersion.objects.filter(community_id=community).order_by("-number").first()
    return (row.number, from_values(row.rules)) if row else (0, Rules())


def judge(community: int, at_mark: int) -> Judge:
    """Of the policies in force."""
    _number, rules = newest(community)
    made = of_rules(community, rules)
    made.version = at_mark
    made.banned = frozenset(
        Sanction.objects.filter(community_id=community, kind="ban")
        .exclude(state="lifted")
        .values_list("person_id", flat=True)
    )
    unused = AdPermit.objects.filter(Q(until=None) | Q(until__gt=timezone.now()), community_id=community, used_at=None)
    made.permits = dict(unused.values_list("person_id").annotate(Count("id"))) if rules.permits else {}
    return made


def of_rules(community: int, rules: Rules) -> Judge:
    """Of any policies, also some that are not in force."""
    here = communities.community(community)
    purpose = frozenset(words.count([here.purpose])) | frozenset(rules.purpose_words)
    opinion = Opinion(corrected("advertising"), corrected("abuse"))
    return Judge(rules, hour_in(here.time_zone), opinion, purpose)


def corrected(about: str) -> Model | None:
    """What the community's own decisions add; null when there are none."""
    rows = Lesson.objects.filter(about=about, undone_at=None).order_by("-id")[:LESSONS]
    lessons = [Taught(numbers(row.pieces), row.is_it, row.before_own) for row in reversed(rows)]
    return learn(lessons, BITS) if lessons else None


def numbers(kept: bytes | memoryview) -> Numbers:
    """Pieces as they are kept."""
    return np.frombuffer(bytes(kept), dtype="<i4").astype(np.int32)


def hour_in(time_zone: str) -> Callable[[int], int]:
    """The hour of the day there, of a moment in ms UTC."""
    zone = ZoneInfo(time_zone)
    return lambda at: datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).hour
