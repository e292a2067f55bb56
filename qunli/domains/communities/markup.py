"""Pure: a little markdown for rules: **bold**, *slanted*, links to https, line breaks. Everything else is text."""

from __future__ import annotations

import html
import re

_LINK = re.compile(r"\[([^\]\n]{1,200})\]\((https://[^\s()<>\"]{1,500})\)")
_BOLD, _SLANTED = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), re.compile(r"\*(?=\S)([^*\n]+?)(?<=\S)\*")


def as_html(text: str) -> str:
    """Safe to be put into a page: escaped before anything is marked up."""
    safe = html.escape(text)
    safe = _LINK.sub(r'<a href="\2" rel="noopener nofollow">\1</a>', safe)
    safe = _SLANTED.sub(r"<em>\1</em>", _BOLD.sub(r"<strong>\1</strong>", safe))
    return safe.replace("\r\n", "\n").replace("\n", "<br>")


def as_plain(text: str) -> str:
    """Without its marks, for a chat that shows none."""
    return _SLANTED.sub(r"\1", _BOLD.sub(r"\1", _LINK.sub(r"\1 (\2)", text)))
