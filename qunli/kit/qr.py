"""QR codes as pictures made of one path."""

from __future__ import annotations

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4
"""Modules of white around the code, as ISO/IEC 18004 asks for."""


def svg(text: str, dark: str = "#000000") -> str:
    """A QR code for `text` as an SVG with a white ground."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    marks = "".join(
        f"M{column} {line}h1v1h-1z" for line, row in enumerate(matrix) for column, mark in enumerate(row) if mark
    )
    side = len(matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#ffffff"/><path d="{marks}" fill="{dark}"/></svg>'
    )
