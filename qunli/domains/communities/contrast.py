"""Pure: whether a colour can be read on Qunli's paper, light and dark, by WCAG 2.2 (relative luminance, 4.5 : 1 for
level AA)."""

from __future__ import annotations

import colorsys
import re

from qunli.core.refusals import Invalid
from qunli.core.words import _

AA = 4.5
PAPER, NIGHT = "#faf8f4", "#15171a"
CARD, NIGHT_CARD = "#ffffff", "#1d2024"
DEFAULT = "#27715f"


def parsed(colour: str, field: str) -> str:
    """A colour as #rrggbb. Raises `Invalid`."""
    colour = colour.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{3}", colour):
        colour = "#" + "".join(2 * digit for digit in colour[1:])
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        raise Invalid(_("Write the colour as # and six digits, such as #27715f."), field=field)
    return colour


def ratio(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def reads_on(colour: str, *, dark: bool) -> float:
    """The lesser contrast against paper and card of the light or the dark pages."""
    grounds = (NIGHT, NIGHT_CARD) if dark else (PAPER, CARD)
    return min(ratio(colour, ground) for ground in grounds)


def readable(colour: str, *, dark: bool) -> str:
    """The colour itself, or the nearest of its hue that can be read on light or dark pages."""
    red, green, blue = _channels(colour)
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    step = 0.01 if dark else -0.01
    while reads_on(colour, dark=dark) < AA and 0 <= light + step <= 1:
        light += step
        colour = _hex(colorsys.hls_to_rgb(hue, light, saturation))
    return colour


def chosen(light: str, dark: str) -> tuple[str, str]:
    """The two colours as they will stand; without one for dark pages the light one is raised until it can be read.
    Raises `Invalid` with a colour near by that can be read."""
    light = parsed(light, "colour")
    if reads_on(light, dark=False) < AA:
        said = _("%(colour)s is too pale to be read on paper (%(ratio)s : 1, 4.5 : 1 is needed); %(near)s can be read.")
        raise Invalid(_say(said, light, dark=False), field="colour")
    if not dark.strip():
        return light, readable(light, dark=True)
    dark = parsed(dark, "colour_dark")
    if reads_on(dark, dark=True) < AA:
        said = _("%(colour)s is too dark to be read at night (%(ratio)s : 1, 4.5 : 1 is needed); %(near)s can be read.")
        raise Invalid(_say(said, dark, dark=True), field="colour_dark")
    return light, dark


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on the colour."""
    return max(("#ffffff", "#15171a"), key=lambda ink: ratio(ink, colour))


def _say(sentence: object, colour: str, *, dark: bool) -> str:
    found = {"colour": colour, "ratio": f"{reads_on(colour, dark=dark):.1f}", "near": readable(colour, dark=dark)}
    return str(sentence) % found


def _channels(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * max(0.0, min(1.0, one))):02x}" for one in channels)


def _luminance(colour: str) -> float:
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
