"""When people write, and when a member is likely to."""

from __future__ import annotations

from collections.abc import Sequence

from qunli.reports.charts.chart import Cell, Chart, sized, tip
from qunli.reports.language import Translate, gettext_noop
from qunli.reports.theme import Spec

WEEKDAYS = (
    gettext_noop("Mon"),
    gettext_noop("Tue"),
    gettext_noop("Wed"),
    gettext_noop("Thu"),
    gettext_noop("Fri"),
    gettext_noop("Sat"),
    gettext_noop("Sun"),
)
HOUR_AXIS: Spec = {"labelAngle": 0, "labelOverlap": True, "labelExpr": "datum.value % 3 ? '' : datum.value"}


def hours(counts: Sequence[Sequence[int]], _: Translate) -> Chart:
    """How often somebody wrote by weekday and hour as a heat map. `counts`: seven rows, Monday first, of 24 numbers."""
    names = [_(day) for day in WEEKDAYS]
    values = [{"day": names[day], "hour": hour, "times": counts[day][hour]} for day in range(7) for hour in range(24)]
    spec = sized(
        {
            "data": {"values": values},
            "mark": {"type": "rect", "style": "cell", "cornerRadius": 2},
            "encoding": {
                "x": {"field": "hour", "type": "ordinal", "title": None, "axis": HOUR_AXIS},
                "y": {"field": "day", "type": "ordinal", "sort": names, "title": None},
                "color": {"field": "times", "type": "quantitative", "scale": {"interpolate": "rgb"}, "legend": None},
                "tooltip": [tip("day", _("Day")), tip("hour", _("Hour")), tip("times", _("Times somebody wrote"))],
            },
        },
        176,
    )
    columns = (_("Hour"), *names)
    rows = tuple(_hour_row(counts, hour) for hour in range(24))
    summary = _("How often somebody wrote, by weekday and hour; darker means more.")
    return Chart("hours", _("When people write"), summary, spec, columns, rows)


def likely(chances: Sequence[float], _: Translate) -> Chart:
    """How likely a member is to write in an hour of a day, averaged over members. `chances`: 24 numbers."""
    values = [
        {"hour": hour, "chance": round(chance, 4), "percent": f"{chance:.1%}"} for hour, chance in enumerate(chances)
    ]
    x: Spec = {"field": "hour", "type": "ordinal", "title": None, "axis": HOUR_AXIS}
    y: Spec = {
        "field": "chance",
        "type": "quantitative",
        "title": _("chance that a member writes"),
        "axis": {"format": "%"},
    }
    tips = [tip("hour", _("Hour")), tip("percent", _("Chance"))]
    mark: Spec = {"type": "bar", "style": "growing-bar", "cornerRadiusEnd": 2}
    spec = sized({"data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y, "tooltip": tips}}, 150)
    rows = tuple((f"{hour:02d}:00", f"{chance:.1%}") for hour, chance in enumerate(chances))
    summary = _("How likely a member is to write in each hour of a day, averaged over members.")
    return Chart("likely", _("When members are receptive"), summary, spec, (_("Hour"), _("Chance")), rows)


def _hour_row(counts: Sequence[Sequence[int]], hour: int) -> tuple[Cell, ...]:
    return (f"{hour:02d}:00", *(day[hour] for day in counts))
