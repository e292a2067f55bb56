"""Pictures as Vega-Lite specifications: values in, specification and table out.

Small dictionaries are written by hand instead of with Altair, whose import alone takes 0.8 s and 65 MB of a report that
is done in five; the tests hold every specification against Altair's schema. A chart is labelled in place instead of by
a legend where one line or bar speaks for itself, and every one carries the rows of a table that says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from msgspec import Struct

from qunli.reports.findings import BelongingMonth, Era, Month, SaidWord, Week
from qunli.reports.theme import Spec

Translate = Callable[[str], str]

HEIGHT = 220
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Chart(Struct, frozen=True):
    """A picture: `spec` without colours (see `theme.config`), and the same as a table, `columns` above `rows`.

    `summary` says in words what it shows, for readers who do not see it."""

    name: str
    title: str
    summary: str
    spec: Spec
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]


def activity(weeks: Sequence[Week], eras: Sequence[Era], _: Translate) -> Chart:
    """People who wrote in each week, with the stages as they were judged and the earning windows behind them."""
    values = [
        {"at": _moment(week.start), "day": week.start, "active": week.active, "messages": week.messages} for week in weeks
    ]
    x: Spec = {"field": "at", "type": "temporal", "scale": {"type": "utc"}, "title": None, "axis": _month_axis(_)}
    y: Spec = {"field": "active", "type": "quantitative", "title": _("people who wrote in the week")}
    tips = [_tip("day", _("Week from")), _tip("active", _("People")), _tip("messages", _("Messages"))]
    line: Spec = {"data": {"values": values}, "encoding": {"x": x, "y": y, "tooltip": tips}}
    spec = _sized(
        {
            "layer": [
                *_windows(eras, _),
                {**line, "mark": {"type": "area", "style": "growing-area"}},
                {**line, "mark": {"type": "line", "style": "growing-line", "interpolate": "monotone"}},
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


def newcomers(months: Sequence[Month], _: Translate) -> Chart:
    """Newcomers by month, those who were answered within a day in front."""
    values = [{"month": month.month, "came": month.came, "answered": month.answered} for month in months]
    x: Spec = {"field": "month", "type": "ordinal", "title": None, "axis": {"labelAngle": 0, "labelOverlap": True}}
    title = _("people who wrote for the first time")
    tips = [_tip("month", _("Month")), _tip("came", _("Came")), _tip("answered", _("Answered within a day"))]

    def bars(field: str, style: str) -> Spec:
        y: Spec = {"field": field, "type": "quantitative", "title": title}
        mark: Spec = {"type": "bar", "style": style, "cornerRadiusEnd": 2}
        return {"mark": mark, "encoding": {"x": x, "y": y, "tooltip": tips}}

    spec = _sized(
        {"data": {"values": values}, "layer": [bars("came", "plain-bar"), bars("answered", "growing-bar")]}, 180
    )
    columns = (_("Month"), _("Came"), _("Answered within a day"), _("Wrote again after 30 days"))
    rows = tuple((month.month, month.came, month.answered, month.stayed) for month in reversed(months))
    summary = _("Newcomers by month; the dark part was answered within a day.")
    return Chart("newcomers", _("Newcomers, and whether they were answered"), summary, spec, columns, rows)


def hours(counts: Sequence[Sequence[int]], _: Translate) -> Chart:
    """Messages by weekday and hour as a heat map. `counts`: seven rows, Monday first, of 24 numbers."""
    names = [_(day) for day in WEEKDAYS]
    values = [
        {"day": names[day], "hour": hour, "messages": counts[day][hour]} for day in range(7) for hour in range(24)
    ]
    spec = _sized(
        {
            "data": {"values": values},
            "mark": {"type": "rect", "style": "cell", "cornerRadius": 2},
            "encoding": {
                "x": {
                    "field": "hour",
                    "type": "ordinal",
                    "title": None,
                    "axis": {"labelAngle": 0, "labelOverlap": True, "labelExpr": "datum.value % 3 ? '' : datum.value"},
                },
                "y": {"field": "day", "type": "ordinal", "sort": names, "title": None},
                "color": {"field": "messages", "type": "quantitative", "legend": None},
                "tooltip": [_tip("day", _("Day")), _tip("hour", _("Hour")), _tip("messages", _("Messages"))],
            },
        },
        176,
    )
    columns = (_("Hour"), *names)
    rows = tuple((f"{hour:02d}:00", *(counts[day][hour] for day in range(7))) for hour in range(24))
    summary = _("Messages by weekday and hour; darker means more.")
    return Chart("hours", _("When people write"), summary, spec, columns, rows)


def likely(chances: Sequence[float], _: Translate) -> Chart:
    """How likely a member is to write in an hour of a day, averaged over members. `chances`: 24 numbers."""
    values = [
        {"hour": hour, "chance": round(chance, 4), "percent": f"{chance:.1%}"} for hour, chance in enumerate(chances)
    ]
    x: Spec = {
        "field": "hour",
        "type": "ordinal",
        "title": None,
        "axis": {"labelAngle": 0, "labelOverlap": True, "labelExpr": "datum.value % 3 ? '' : datum.value"},
    }
    y: Spec = {
        "field": "chance",
        "type": "quantitative",
        "title": _("chance that a member writes"),
        "axis": {"format": "%"},
    }
    tips = [_tip("hour", _("Hour")), _tip("percent", _("Chance"))]
    mark: Spec = {"type": "bar", "style": "growing-bar", "cornerRadiusEnd": 2}
    spec = _sized({"data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y, "tooltip": tips}}, 150)
    rows = tuple((f"{hour:02d}:00", f"{chance:.1%}") for hour, chance in enumerate(chances))
    summary = _("How likely a member is to write in each hour of a day, averaged over members.")
    return Chart("likely", _("When members are receptive"), summary, spec, (_("Hour"), _("Chance")), rows)


def belonging(months: Sequence[BelongingMonth], _: Translate) -> Chart:
    """Reciprocity and share of tied members by month, as two labelled lines."""
    series = ((_("answer each other"), "reciprocity", "growing"), (_("have ties"), "tied", "plain"))
    values = [
        {"at": _moment(month.month + "-01"), "month": month.month, "reciprocity": month.reciprocity, "tied": month.tied}
        for month in months
    ]
    layers: list[Spec] = []
    for label, field, style in series:
        known = [value for value in values if value[field] is not None]
        encoding: Spec = {
            "x": {"field": "at", "type": "temporal", "scale": {"type": "utc"}, "title": None, "axis": _month_axis(_)},
            "y": {"field": field, "type": "quantitative", "title": None, "axis": {"format": "%"}, "scale": {"zero": True}},
            "tooltip": [_tip("month", _("Month")), {"field": field, "title": label, "format": ".0%"}],
        }
        layers.append({"data": {"values": known}, "mark": {"type": "line", "style": f"{style}-line"}, "encoding": encoding})
        named: Spec = {"type": "text", "align": "right", "dy": -10, "style": f"{style}-text", "text": label}
        layers.append({"data": {"values": known[-1:]}, "mark": named, "encoding": {k: encoding[k] for k in ("x", "y")}})
    rows = tuple((month.month, _share(month.reciprocity), _share(month.tied)) for month in reversed(months))
    columns = (_("Month"), _("Ties that go both ways"), _("Members with ties"))
    summary = _("Share of ties that go both ways and share of members who have ties, by month.")
    return Chart("belonging", _("Do people belong?"), summary, _sized({"layer": layers}, 180), columns, rows)


def words(said: Sequence[SaidWord], _: Translate) -> Chart:
    """The most distinctive words as bars, each labelled with how many people used it."""
    values = [
        {"word": word.word, "score": round(word.score, 2), "people": word.people, "count": word.count} for word in said
    ]
    y: Spec = {"field": "word", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 140}}
    x: Spec = {"field": "score", "type": "quantitative", "axis": None}
    tips = [
        _tip("word", _("Word")),
        _tip("count", _("Times said")),
        _tip("people", _("People")),
        _tip("score", _("Standard score")),
    ]
    text: Spec = {"field": "count", "type": "quantitative"}
    spec: Spec = {
        "width": "container",
        "height": {"step": 22},
        "data": {"values": values},
        "encoding": {"y": y, "x": x, "tooltip": tips},
        "layer": [
            {"mark": {"type": "bar", "style": "growing-bar", "cornerRadiusEnd": 2, "height": 12}},
            {"mark": {"type": "text", "align": "left", "dx": 6, "style": "soft-text"}, "encoding": {"text": text}},
        ],
    }
    columns = (_("Word"), _("Times said"), _("People"), _("Times its earlier share"))
    rows = tuple((word.word, word.count, word.people, None if word.times is None else round(word.times, 1)) for word in said)
    summary = _("The words that set the last weeks apart from before, the most distinctive first.")
    return Chart("words", _("Words of the last weeks"), summary, spec, columns, rows)


def _windows(eras: Sequence[Era], _: Translate) -> list[Spec]:
    values: list[dict[str, object]] = []
    for era in eras:
        if era.window_open and values and values[-1]["to"] == _moment(era.start):
            values[-1]["to"] = _moment(era.end)
        elif era.window_open:
            values.append({"from": _moment(era.start), "to": _moment(era.end)})
    if not values:
        return []
    x: Spec = {"field": "from", "type": "temporal", "scale": {"type": "utc"}, "title": None}
    band: Spec = {
        "data": {"values": values},
        "mark": {"type": "rect", "style": "money-band"},
        "encoding": {"x": x, "x2": {"field": "to"}},
    }
    name: Spec = {
        "data": {"values": values[-1:]},
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


def _stage_names(eras: Sequence[Era], _: Translate) -> list[Spec]:
    merged: list[list[str]] = []
    for era in eras:
        if merged and merged[-1][0] == era.stage:
            merged[-1][2] = era.end
        else:
            merged.append([era.stage, era.start, era.end])
    if not merged:
        return []
    whole = _moment(merged[-1][2]) - _moment(merged[0][1])
    wide = [run for run in merged if _moment(run[2]) - _moment(run[1]) > whole / 10]
    values = [{"at": _moment(start), "stage": _(stage)} for stage, start, _end in wide]
    x: Spec = {"field": "at", "type": "temporal", "scale": {"type": "utc"}, "title": None}
    rule: Spec = {"mark": {"type": "rule", "style": "border-line", "strokeDash": [2, 3]}, "encoding": {"x": x}}
    name: Spec = {
        "mark": {"type": "text", "align": "left", "baseline": "bottom", "dx": 6, "dy": -6, "style": "soft-text"},
        "encoding": {"x": x, "y": {"value": HEIGHT}, "text": {"field": "stage"}},
    }
    return [{"data": {"values": values}, **rule}, {"data": {"values": values}, **name}]


def _sized(spec: Spec, height: int = HEIGHT) -> Spec:
    return {"width": "container", "height": height, **spec}


def _month_axis(_: Translate) -> Spec:
    return {"format": _("%b %Y"), "formatType": "time", "tickCount": 6, "labelOverlap": True}


def _tip(field: str, title: str) -> Spec:
    return {"field": field, "title": title}


def _share(value: float | None) -> str | None:
    return None if value is None else f"{value:.0%}"


def _moment(day: str) -> int:
    return int(datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).timestamp()) * 1000
