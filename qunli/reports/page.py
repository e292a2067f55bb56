"""The report as one page that stands alone: all it needs is inside, and its policy forbids the network."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

import jinja2
import orjson

from qunli.reports import theme, view
from qunli.reports.findings import Findings
from qunli.reports.language import translate

_ROOM = Path(__file__).parent
BUNDLE = _ROOM / "static" / "qunli" / "vega-bundle.js"
"""Vega, Vega-Lite and Vega-Embed in one file; see static/qunli/vega-bundle.LICENSE.txt."""
_QUIET = ".plot,.tools{display:none}"


def page(found: Findings, language: str) -> str:
    """The whole page as HTML. Everything people wrote is escaped. Raises UnknownLanguage."""
    _ = translate(language)
    seen = view.build(found, _)
    css, script, bundle = _template_text("report.css"), _template_text("report.js"), BUNDLE.read_text("utf-8")
    shown = {
        **seen,
        "lang": "zh-Hans" if language == "zh-hans" else "en",
        "css": css,
        "quiet_css": _QUIET,
        "script": script,
        "bundle": bundle,
        "held": _held(seen["charts"]),
        "policy": _policy([script, bundle], [css, _QUIET]),
    }
    return _environment().get_template("report.html.j2").render(page=shown, _=_)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_ROOM / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template_text(name: str) -> str:
    return (_ROOM / "templates" / name).read_text("utf-8")


def _held(charts: view.Charts) -> str:
    """Specifications and themes as JSON that cannot end the script element it stands in."""
    held = {
        "specs": {name: chart.spec for name, chart in charts.items()},
        "light": theme.config(theme.LIGHT),
        "dark": theme.config(theme.DARK),
    }
    return orjson.dumps(held).decode().replace("<", "\\u003c")


def _policy(scripts: list[str], styles: list[str]) -> str:
    """Only what is in the page runs, and nothing is fetched."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_source, scripts))}",
            f"style-src {' '.join(map(_source, styles))}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
