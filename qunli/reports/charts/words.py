"""Which words set the last weeks apart."""

from __future__ import annotations

from collections.abc import Sequence

from qunli.reports.charts.chart import Chart, tip
from qunli.reports.findings import SaidWord
from qunli.reports.language import Translate
from qunli.reports.theme import Spec

STEP = 22
"""Pixels a bar takes."""


def words(said: Sequence[SaidWord], _: Translate) -> Chart:
    """The most distinctive words as bars, each labelled with how many people used it."""
    values = [
        {"word": word.word, "score": round(word.score, 2), "people": word.people, "count": word.count} for word in said
    ]
    y: Spec = {"field": "word", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 140}}
    x: Spec = {"field": "score", "type": "quantitative", "axis": None}
    tips = [
        tip("word", _("Word")),
        tip("count", _("Times said")),
        tip("people", _("People")),
        tip("score", _("Standard score")),
    ]
    text: Spec = {"field": "count", "type": "quantitative"}
    spec: Spec = {
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
        "height": STEP * max(len(values), 1),
        "data": {"values": values},
        "encoding": {"y": y, "x": x, "tooltip": tips},
        "layer": [
            {"mark": {"type": "bar", "style": "growing-bar", "cornerRadiusEnd": 2, "height": 12}},
            {"mark": {"type": "text", "align": "left", "dx": 6, "style": "soft-text"}, "encoding": {"text": text}},
        ],
    }
    columns = (_("Word"), _("Times said"), _("People"), _("Times its earlier share"))
    rows = tuple(
        (word.word, word.count, word.people, None if word.times is None else round(word.times, 1)) for word in said
    )
    summary = _("The words that set the last weeks apart from before, the most distinctive first.")
    return Chart("words", _("Words of the last weeks"), summary, spec, columns, rows)
