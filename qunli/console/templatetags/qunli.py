"""What the console's templates need to say things as the report says them."""

from __future__ import annotations

import zoneinfo
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import get_language

from qunli.reports import phrases, theme
from qunli.reports.charts import Chart
from qunli.reports.findings import Reason
from qunli.reports.language import Translate, translate
from qunli.reports.view import initials as initials_of

register = template.Library()


def words() -> Translate:
    """The report's sentences in the reader's language."""
    return translate("zh-hans" if get_language() == "zh-hans" else "en")


@register.filter
def moment(seconds: int | None) -> datetime | None:
    """A moment in s UTC as a date and time of the community's zone."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).astimezone(timezone.get_current_timezone())


@register.simple_tag
def ago(seconds: int | None, now: int) -> str:
    """How long before `now`, roughly; both in s UTC."""
    if seconds is None:
        return "–"
    then = datetime.fromtimestamp(seconds, UTC)
    return timesince(then, datetime.fromtimestamp(max(now, seconds), UTC), depth=1)


@register.filter
def percent(share: float | None) -> str:
    """A share between 0 and 1."""
    return "–" if share is None else phrases.percent(share)


@register.filter
def figure(value: float | None) -> str:
    """A number with thousands parted."""
    return "–" if value is None else phrases.number(value)


@register.filter
def role(name: str) -> str:
    """A part a member plays."""
    return phrases.role(name, words())


@register.filter
def stage(name: str) -> str:
    """A stage of the life cycle."""
    return phrases.stage(name, words())


@register.filter
def evidence(reasons: Sequence[Reason]) -> list[phrases.Evidence]:
    """Reasons in words."""
    return [phrases.evidence(reason, words()) for reason in reasons]


@register.filter
def initials(name: str) -> str:
    """One or two characters that stand for a name."""
    return initials_of(name)


@register.inclusion_tag("console/chart.html")
def chart(made: Chart) -> dict[str, Any]:
    """A picture with its table and downloads."""
    return {"chart": made, "spec": json_script(made.spec, f"spec-{made.name}")}


@register.simple_tag
def chart_themes() -> SafeString:
    """The colours of pictures, once a page."""
    return json_script({"light": theme.config(theme.LIGHT), "dark": theme.config(theme.DARK)}, "chart-themes")


@register.simple_tag
def local_hour(utc_hour: int, zone: str) -> str:
    """An hour of the UTC day as the community's clock shows it now."""
    now = datetime.now(UTC).replace(hour=utc_hour, minute=0)
    return now.astimezone(zoneinfo.ZoneInfo(zone)).strftime("%H:%M")


@register.filter
def lookup(names: dict[int, str], key: int) -> str:
    """The name of a person in a picture."""
    return names.get(key, "?")
