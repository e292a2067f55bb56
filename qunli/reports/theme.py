"""Colours and type of every chart, light and dark, as Vega-Lite configuration.

Specs name meanings ("growing", "money", "waiting", "plain"); only this file knows colours, so one spec serves both
themes, the page, the console and the PDF.
"""

from __future__ import annotations

from msgspec import Struct

Spec = dict[str, object]
"""A Vega-Lite specification or a part of one."""

FONTS = (
    "system-ui, -apple-system, 'Segoe UI', 'Source Sans 3', 'Noto Sans', 'PingFang SC', 'Hiragino Sans GB', "
    "'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif"
)


class Tokens(Struct, frozen=True):
    """The colours of one theme, as CSS hexadecimal text."""

    paper: str
    card: str
    ink: str
    soft: str
    line: str
    vermilion: str
    jade: str
    amber: str
    blue: str


LIGHT = Tokens("#faf8f4", "#ffffff", "#1d2126", "#656b73", "#e8e4dc", "#c43d26", "#27715f", "#a86a00", "#2f5d8c")
DARK = Tokens("#16181b", "#1e2125", "#ece9e2", "#a3a8af", "#34383e", "#f0836d", "#6cc3ab", "#e0ab52", "#8db6e0")


def config(tokens: Tokens, fonts: str = FONTS) -> Spec:
    """The `config` of a Vega-Lite specification in these colours."""
    text = {"labelFont": fonts, "titleFont": fonts, "labelFontSize": 12, "titleFontSize": 12}
    quiet = {"labelColor": tokens.soft, "titleColor": tokens.soft, "titleFontWeight": "normal"}
    return {
        "background": "transparent",
        "font": fonts,
        "padding": 4,
        "view": {"stroke": None},
        "axis": {
            **text,
            **quiet,
            "domain": False,
            "ticks": False,
            "gridColor": tokens.line,
            "labelPadding": 8,
            "titlePadding": 8,
        },
        "axisX": {"grid": False},
        "axisY": {"tickCount": 4, "titleAngle": 0, "titleAlign": "left", "titleAnchor": "start", "titleY": -14},
        "legend": {**text, **quiet, "orient": "top", "title": None, "symbolType": "stroke"},
        "text": {"font": fonts, "fontSize": 12, "color": tokens.ink},
        "range": {"heatmap": [tokens.card, tokens.jade], "ramp": [tokens.card, tokens.jade]},
        "style": _styles(tokens),
    }


def _styles(tokens: Tokens) -> Spec:
    return {
        "growing-line": {"color": tokens.jade, "strokeWidth": 2.5},
        "growing-area": {"color": tokens.jade, "opacity": 0.14},
        "ahead-line": {"color": tokens.jade, "strokeWidth": 2.5, "strokeDash": [2, 4]},
        "growing-bar": {"color": tokens.jade},
        "growing-text": {"color": tokens.jade},
        "plain-line": {"color": tokens.blue, "strokeWidth": 2, "strokeDash": [6, 3]},
        "plain-bar": {"color": tokens.blue, "opacity": 0.35},
        "plain-text": {"color": tokens.blue},
        "money-band": {"color": tokens.vermilion, "opacity": 0.1},
        "money-text": {"color": tokens.vermilion},
        "soft-rule": {"color": tokens.soft, "strokeWidth": 1, "opacity": 0.5, "strokeDash": [2, 3]},
        "soft-text": {"color": tokens.soft},
        "cell": {"stroke": tokens.card, "strokeWidth": 1},
    }
