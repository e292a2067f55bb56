"""What a member is told, of which groups, and when not."""

from __future__ import annotations

import zoneinfo
from collections.abc import Collection

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.core.refusals import Invalid
from qunli.core.words import _
from qunli.domains.chat import policy
from qunli.domains.chat.models import Group
from qunli.domains.chat.push_models import NoticeChoice, QuietDefault

Hours = tuple[int, int] | None
"""From and until, minutes of the day; null for none."""
A_DAY = 1440


@operation
def choose_notices(
    *,
    actor: Actor,
    level: str,
    muted: Collection[int],
    own_hours: bool,
    hours: Hours,
    zone: str,
    key: str | None = None,
) -> None:
    """In place of what was chosen before. Without hours of their own the community's count. Raises `Forbidden` and
    `Invalid`."""  # fmt: skip
    policy.may_choose_notices(actor).or_refuse()
    if level not in NoticeChoice.Level.values:
        raise Invalid(_("Choose one of these."), field="level")
    if own_hours and hours is not None and zone not in zoneinfo.available_timezones():
        raise Invalid(_("There is no such time zone."), field="zone")
    start, end = _fit(hours) if own_hours and hours is not None else (None, None)
    known = Group.objects.filter(id__in=list(muted), opened_at__isnull=False).order_by("id")
    facts = {
        "level": level, "muted": list(known.values_list("id", flat=True)), "own_hours": own_hours,
        "quiet_from": start, "quiet_until": end, "zone": zone if own_hours else "",
    }  # fmt: skip
    NoticeChoice.objects.update_or_create(community_id=actor.here, person_id=actor.person, defaults=facts)


@operation
def set_quiet_default(*, actor: Actor, hours: Hours, key: str | None = None) -> None:
    """When nobody is told anything who chose no hours of their own, in the community's time zone. Raises `Forbidden`
    and `Invalid`."""
    policy.may_open_groups(actor).or_refuse()
    if hours is None:
        QuietDefault.objects.all().delete()
        return
    start, end = _fit(hours)
    facts = {"quiet_from": start, "quiet_until": end}
    QuietDefault.objects.update_or_create(community_id=actor.here, defaults=facts)


def _fit(hours: tuple[int, int]) -> tuple[int, int]:
    if not all(0 <= one < A_DAY for one in hours) or hours[0] == hours[1]:
        raise Invalid(_("Say from when until when, with two different times."), field="quiet_from")
    return hours
