"""Whether people belong, month by month."""

from __future__ import annotations

from collections.abc import Sequence

from qunli.reports.charts.chart import Chart, moment, month_axis, share, sized, tip
from qunli.reports.findings import BelongingMonth
from qunli.reports.language import Translate
from qunli.reports.theme import Spec


def belonging(months: Sequence[BelongingMonth], _: Translate) -> Chart:
    """Reciprocity and share of tied members by month, as two labelled lines."""
    series = ((_("answer each other"), "reciprocity", "growing"), (_("have ties"), "tied", "plain"))
    values = [
        {"at": moment(month.month), "month": month.month, "reciprocity": month.reciprocity, "tied": month.tied}
        for month in months
    ]
    layers: list[Spec] = []
    for label, field, style in series:
        known = [value for value in values if value[field] is not None]
        encoding: Spec = {
            "x": {"field": "at", "type": "temporal", "scale": {"type": "utc"}, "title": None, "axis": month_axis(_)},
            "y": {
                "field": field,
                "type": "quantitative",
                "title": None,
                "axis": {"format": "%"},
                "scale": {"zero": True},
            },
            "tooltip": [tip("month", _("Month")), {"field": field, "title": label, "format": ".0%"}],
        }
        layers.append(
            {"data": {"values": known}, "mark": {"type": "line", "style": f"{style}-line"}, "encoding": encoding}
        )
        layers.append(_named(label, style, len(layers) // 2))
    rows = tuple((month.month, share(month.reciprocity), share(month.tied)) for month in reversed(months))
    columns = (_("Month"), _("Ties that go both ways"), _("Members with ties"))
    summary = _("Share of ties that go both ways and share of members who have ties, by month.")
    return Chart("belonging", _("Ties by month"), summary, sized({"layer": layers}, 180), columns, rows)


def _named(label: str, style: str, line: int) -> Spec:
    """Names above the plot, in the colour of their lines, where the lines cannot cross them."""
    mark: Spec = {"type": "text", "align": "right", "style": f"{style}-text", "text": label}
    where: Spec = {"x": {"value": "width"}, "y": {"value": -24 + 16 * line}}
    return {"data": {"values": [{}]}, "mark": mark, "encoding": where}
