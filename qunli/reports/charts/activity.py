"""How many people write, week by week, and in which stage."""

from __future__ import annotations

from collections.abc import Sequence

from qunli.reports import phrases
from qunli.reports.charts.chart import HEIGHT, Chart, moment, month_axis, sized, tip
from qunli.reports.findings import Ahead, Era, Week
from qunli.reports.language import Translate
from qunli.reports.theme import Spec


def activity(weeks: Sequence[Week], eras: Sequence[Era], _: Translate, ahead: Sequence[Ahead] = ()) -> Chart:
    """People who wrote in each week and are expected to in the next, with the stages as they were judged and the
    earning windows behind them."""
    values = [
        {"at": moment(week.start), "day": week.start, "active": week.active, "messages": week.messages, "mean": mean}
        for week, mean in zip(weeks, _means(weeks), strict=True)
    ]
    x: Spec = {"field": "at", "type": "temporal", "scale": {"type": "utc"}, "title": None, "axis": month_axis(_)}
    title = _("people who wrote in the week; the line is the mean of eight weeks")
    tips = [tip("day", _("Week from")), tip("active", _("People")), tip("messages", _("Messages"))]

    def drawn(field: str, mark: Spec) -> Spec:
        y: Spec = {"field": field, "type": "quantitative", "title": title}
        return {"data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y, "tooltip": tips}}

    spec = sized(
        {
            "layer": [
                *_windows(eras, _),
                drawn("active", {"type": "area", "style": "growing-area", "interpolate": "step-after"}),
                drawn("mean", {"type": "line", "style": "growing-line", "interpolate": "monotone"}),
                *_forecast(weeks, ahead, x, title, _),
                *_stage_names(eras, _),
            ]
        }
    )
    peak = max(weeks, key=lambda week: week.active, default=None)
    summary = _("People who wrote in each week.")
    if peak is not None:
        summary = _("People who wrote in each week; most, {count}, in the week from {day}.").format(
            count=peak.active, day=peak.start
        )
    columns = (_("Week from"), _("People"), _("Messages"), _("First-time writers"))
    rows = tuple((week.start, week.active, week.messages, week.newcomers) for week in reversed(weeks))
    return Chart("activity", _("Active members by week"), summary, spec, columns, rows)


def _means(weeks: Sequence[Week]) -> list[float]:
    """Of each week and the seven before it."""
    active = [week.active for week in weeks]
    return [round(sum(part) / len(part), 1) for part in (active[max(0, at - 7) : at + 1] for at in range(len(active)))]


def _forecast(weeks: Sequence[Week], ahead: Sequence[Ahead], x: Spec, title: str, _: Translate) -> list[Spec]:
    """The band starts from the end of the line, so that it hangs on to it."""
    if not weeks or not ahead:
        return []
    mean = _means(weeks)[-1]
    values = [
        {"at": moment(week.start), "day": week.start, "expected": week.active, "low": week.low, "high": week.high}
        for week in (Ahead(weeks[-1].start, mean, mean, mean), *ahead)
    ]
    tips = [
        tip("day", _("Week from")),
        {**tip("expected", _("Expected")), "format": ".0f"},
        {**tip("low", _("At least, four times in five")), "format": ".0f"},
        {**tip("high", _("At most, four times in five")), "format": ".0f"},
    ]
    band: Spec = {"x": x, "y": {"field": "low", "type": "quantitative", "title": title}, "y2": {"field": "high"}}
    line: Spec = {"x": x, "y": {"field": "expected", "type": "quantitative", "title": title}}
    return [
        {
            "data": {"values": values},
            "mark": {"type": "area", "style": "growing-area"},
            "encoding": {**band, "tooltip": tips},
        },
        {"data": {"values": values}, "mark": {"type": "line", "style": "ahead-line"}, "encoding": line},
    ]


def _windows(eras: Sequence[Era], _: Translate) -> list[Spec]:
    values: list[dict[str, int]] = []
    for era in eras:
        if era.window_open and values and values[-1]["to"] == moment(era.start):
            values[-1]["to"] = moment(era.end)
        elif era.window_open:
            values.append({"from": moment(era.start), "to": moment(era.end)})
    if not values:
        return []
    x: Spec = {"field": "from", "type": "temporal", "scale": {"type": "utc"}, "title": None}
    band: Spec = {
        "data": {"values": values},
        "mark": {"type": "rect", "style": "money-band"},
        "encoding": {"x": x, "x2": {"field": "to"}},
    }
    name: Spec = {
        "data": {"values": [max(values, key=_length)]},
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "top",
            "dx": 8,
            "dy": 8,
            "style": "money-text",
            "text": _("earning window"),
        },
        "encoding": {"x": x, "y": {"value": 0}},
    }
    return [band, name]


def _length(window: dict[str, int]) -> int:
    return window["to"] - window["from"]


def _stage_names(eras: Sequence[Era], _: Translate) -> list[Spec]:
    merged: list[list[str]] = []
    for era in eras:
        if merged and merged[-1][0] == era.stage:
            merged[-1][2] = era.end
        else:
            merged.append([era.stage, era.start, era.end])
    if not merged:
        return []
    whole = moment(merged[-1][2]) - moment(merged[0][1])
    wide = [run for run in merged if moment(run[2]) - moment(run[1]) > whole / 5]
    values = [{"at": moment(start), "stage": phrases.stage(stage, _)} for stage, start, _end in wide]
    x: Spec = {"field": "at", "type": "temporal", "scale": {"type": "utc"}, "title": None}
    rule: Spec = {"mark": {"type": "rule", "style": "soft-rule"}, "encoding": {"x": x}}
    name: Spec = {
        "mark": {"type": "text", "align": "left", "baseline": "bottom", "dx": 6, "dy": -6, "style": "soft-text"},
        "encoding": {"x": x, "y": {"value": HEIGHT}, "text": {"field": "stage"}},
    }
    return [{"data": {"values": values}, **rule}, {"data": {"values": values}, **name}]
