"""What is printed for a community: a poster with a QR code, and a member's card."""

from __future__ import annotations

import base64
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import msgspec
import typst

from qunli.kit import qr
from qunli.reports.pdf import HAN, NoChineseFont, installed

_TEMPLATES = Path(__file__).with_name("templates")
_DOTS = 150.0
"""Dots per inch of a PNG: an A5 poster is 874 pixels wide."""


@dataclass(frozen=True)
class Printed:
    """`lines` stand below the title, `address` is what the QR code leads to, `hint` tells what to do with it; `code` is
    what to type instead, "" without. Colours are #rrggbb, the logo a PNG or none."""

    title: str
    slogan: str
    lines: tuple[str, ...]
    address: str
    hint: str
    colour: str
    ink: str
    code: str = ""
    logo: bytes | None = None
    chinese: bool = False


def poster(what: Printed, form: Literal["pdf", "png"]) -> bytes:
    """A5, upright. Raises NoChineseFont."""
    return _set("poster.typ", what, form)


def card(what: Printed, form: Literal["pdf", "png"]) -> bytes:
    """85.6 by 54 mm, as bank cards are. Raises NoChineseFont."""
    return _set("card.typ", what, form)


def icon(letter: str, colour: str, ink: str, logo: bytes | None, side: int) -> bytes:
    """A square PNG of `side` pixels: the logo, or a letter, on the colour. It may be cut to a circle: what counts is
    within the middle four fifths (W3C, Web Application Manifest, maskable icons). Raises NoChineseFont."""
    what = Printed(letter, "", (), "", "", colour, ink, logo=logo)
    return _set("icon.typ", what, "png", ppi=72.0 * side / 512)


def _set(template: str, what: Printed, form: Literal["pdf", "png"], ppi: float = _DOTS) -> bytes:
    latin, chinese = installed()
    data = msgspec.json.encode(
        {
            **{name: value for name, value in asdict(what).items() if name != "logo"},
            "fonts": [*latin[:1], *chinese[:1]] or ["Libertinus Serif"],
            "lang": "zh" if what.chinese else "en",
            "qr": qr.svg(what.address),
            "logo": _wrapped(what.logo) if what.logo else "",
        }
    ).decode()
    if not chinese and HAN.search(data):
        raise NoChineseFont
    written: bytes = typst.compile(
        str(_TEMPLATES / template), format=form, ppi=ppi if form == "png" else None, sys_inputs={"printed": data}
    )
    return written


def _wrapped(png: bytes) -> str:
    """Typst reads files and text: a picture is handed over as text inside an SVG."""
    data = base64.b64encode(png).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<image width="100" height="100" href="data:image/png;base64,{data}"/></svg>'
    )
