"""The report on paper: the same view as the page, typeset by Typst with the charts as vector pictures."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec
import typst
import vl_convert

from qunli.reports import theme, view
from qunli.reports.charts import Chart
from qunli.reports.findings import Findings
from qunli.reports.language import translate

_TEMPLATE = Path(__file__).with_name("templates") / "report.typ"
_WIDTH = 640
HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LATIN = ("Source Sans 3", "Noto Sans", "DejaVu Sans", "Liberation Sans", "Arial", "Helvetica")
_CJK = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
)


class NoChineseFont(RuntimeError):
    """This computer has no font for Chinese, so a PDF would show boxes."""

    def __init__(self) -> None:
        super().__init__(
            "No font for Chinese is installed, so the PDF would show boxes: install one (on Debian: fonts-noto-cjk), "
            "or write the report as .html."
        )


def pdf(found: Findings, language: str) -> bytes:
    """The report as a PDF on A4. Raises NoChineseFont when it has Chinese to show and no font to do it with."""
    _ = translate(language)
    shown = view.build(found, _)
    latin, chinese = installed()
    fonts = [*latin[:1], *chinese[:1]] or ["Libertinus Serif"]
    labels = {
        "rising": _("On the way up"),
        "quiet": _("Already quiet"),
        "names": [_("Named"), _("Messages"), _("People"), _("Before")],
        "subjects": [_("Subject"), _("Messages"), _("People"), _("Before")],
    }
    report = {
        **shown,
        "charts": {name: _drawn(chart, fonts) for name, chart in shown["charts"].items()},
        "labels": labels,
        "fonts": fonts,
        "lang": "zh" if language == "zh-hans" else "en",
    }
    data = msgspec.json.encode(report).decode()
    if not chinese and HAN.search(data):
        raise NoChineseFont
    written: bytes = typst.compile(str(_TEMPLATE), sys_inputs={"report": data})
    return written


def _drawn(chart: Chart, fonts: list[str]) -> dict[str, object]:
    spec = {**chart.spec, "width": _WIDTH, "config": theme.config(theme.LIGHT, ", ".join(fonts))}
    svg: str = vl_convert.vegalite_to_svg(spec)
    return {"title": chart.title, "summary": chart.summary, "rows": chart.rows, "svg": svg}


@cache
def installed() -> tuple[list[str], list[str]]:
    """The Latin and the Chinese fonts this computer has, the best first."""
    families = set(typst.Fonts(include_system_fonts=True).families())
    return [name for name in _LATIN if name in families], [name for name in _CJK if name in families]
