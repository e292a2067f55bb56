"""Who comes, and whether anybody answers them."""

from __future__ import annotations

from collections.abc import Sequence

from qunli.reports.charts.chart import Chart, sized, tip
from qunli.reports.findings import Month
from qunli.reports.language import Translate
from qunli.reports.theme import Spec


def newcomers(months: Sequence[Month], _: Translate) -> Chart:
    """Newcomers by month, those who were answered within a day in front."""
    values = [{"month": month.month, "came": month.came, "answered": month.answered} for month in months]
    x: Spec = {"field": "month", "type": "ordinal", "title": None, "axis": {"labelAngle": 0, "labelOverlap": True}}
    title = _("people who wrote for the first time")
    tips = [tip("month", _("Month")), tip("came", _("Came")), tip("answered", _("Answered within a day"))]

    def bars(field: str, style: str) -> Spec:
        y: Spec = {"field": field, "type": "quantitative", "title": title}
        mark: Spec = {"type": "bar", "style": style, "cornerRadiusEnd": 2}
        return {"mark": mark, "encoding": {"x": x, "y": y, "tooltip": tips}}

    spec = sized(
        {"data": {"values": values}, "layer": [bars("came", "plain-bar"), bars("answered", "growing-bar")]}, 180
    )
    columns = (_("Month"), _("Came"), _("Answered within a day"), _("Wrote again after 30 days"))
    rows = tuple((month.month, month.came, month.answered, month.stayed) for month in reversed(months))
    summary = _("Newcomers by month; the dark part was answered within a day.")
    return Chart("newcomers", _("Newcomers, and whether they were answered"), summary, spec, columns, rows)
