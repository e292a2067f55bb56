"""What a person said, out of the HTML that Zulip renders it to."""

from __future__ import annotations

import re
from html import unescape

from msgspec import Struct, field

from qunli.archives.attachments import kind_of_file

_TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>|([^<]+|<)")
_ATTRIBUTE = re.compile(r'([a-zA-Z-]+)="([^"]*)"')
_NEAR = re.compile(r"/near/(\d+)$")
_BLOCKS = frozenset({"p", "div", "pre", "li", "ul", "ol", "blockquote", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})
_VOID = frozenset({"br", "hr", "img", "input"})
_BLANK_LINES = re.compile(r"\s*\n\s*\n\s*")


class Said(Struct):
    """`mentioned` are the pairs (platform's id or "", name) addressed loudly; `quoted` is the message answered."""

    text: str = ""
    mentioned: list[tuple[str, str]] = field(default_factory=list)
    quoted: str | None = None
    attachments: list[str] = field(default_factory=list)


def read_html(html: str) -> Said:
    """Plain text of rendered HTML. Previews of links and the words of the message answered are left out, other quotes
    begin with "> ": the author did not say them. Works on any text, in time proportional to it."""
    return _Reading().read(html)


class _Reading:
    def __init__(self) -> None:
        self._said = Said()
        self._out: list[str] = []
        self._skipping: str | None = None
        self._depth = 0
        self._mention: tuple[str, bool] | None = None
        self._name: list[str] = []
        self._paragraph = 0
        self._near: str | None = None
        self._introduces = False
        self._quote = 0
        self._quote_start = 0

    def read(self, html: str) -> Said:
        for end, tag, attributes, text in _TOKEN.findall(html):
            if text:
                self._text(unescape(text))
            elif end:
                self._close(tag.lower())
            else:
                self._open(tag.lower(), attributes)
        self._said.text = _BLANK_LINES.sub("\n\n", "".join(self._out)).strip()
        return self._said

    def _text(self, text: str) -> None:
        if self._skipping is None:
            self._out.append(text)
            if self._mention is not None:
                self._name.append(text)

    def _open(self, tag: str, written: str) -> None:
        if self._skipping is not None:
            self._depth += tag == self._skipping
            return
        attributes = dict(_ATTRIBUTE.findall(written)) if written else {}
        kinds = attributes.get("class", "").split()
        if tag == "blockquote" and self._introduces and self._near:
            del self._out[self._paragraph :]
            self._said.quoted = self._said.quoted or self._near
            self._skip(tag)
        elif tag in _BLOCKS:
            self._block(tag, kinds)
        elif tag == "br":
            self._out.append("\n")
        elif tag == "a":
            self._link(unescape(attributes.get("href", "")))
        elif tag == "span":
            self._span(kinds, attributes)
        elif tag == "img" and "emoji" in kinds:
            self._out.append(unescape(attributes.get("alt", "")))

    def _block(self, tag: str, kinds: list[str]) -> None:
        if "message_embed" in kinds or "message_inline_image" in kinds:
            self._skip(tag)
            kind = "image" if kinds == ["message_inline_image"] else "link"
            if kind not in self._said.attachments:
                self._said.attachments.append(kind)
            return
        self._out.append("\n- " if tag == "li" else "\n")
        if tag == "blockquote":
            self._quote += 1
            if self._quote == 1:
                self._quote_start = len(self._out)
        if tag == "p":
            self._paragraph, self._near, self._introduces = len(self._out), None, False

    def _link(self, href: str) -> None:
        if "/user_uploads/" in href:
            self._said.attachments.append(kind_of_file(href))
        elif near := _NEAR.search(href):
            self._near = near[1]

    def _span(self, kinds: list[str], attributes: dict[str, str]) -> None:
        if "user-mention" in kinds:
            loud = "silent" not in kinds and attributes.get("data-user-id") != "*"
            self._mention, self._name = (attributes.get("data-user-id", ""), loud), []
        elif "emoji" in kinds:
            self._out.append(_emoji(kinds) or f":{unescape(attributes.get('title', ''))}:")
            self._skip("span")
        elif "katex-html" in kinds:
            self._skip("span")

    def _close(self, tag: str) -> None:
        if self._skipping is not None:
            if tag == self._skipping:
                self._depth -= 1
                if self._depth == 0:
                    self._skipping = None
        elif tag == "span" and self._mention is not None:
            (number, loud), self._mention = self._mention, None
            name = "".join(self._name).removeprefix("@").strip()
            self._introduces = not loud
            if loud and name and not self._quote:
                self._said.mentioned.append((number, name))
        elif tag in _BLOCKS:
            if tag == "blockquote" and self._quote:
                self._end_quote()
            self._out.append("\n")

    def _end_quote(self) -> None:
        self._quote -= 1
        if self._quote == 0:
            quoted = "".join(self._out[self._quote_start :]).strip().split("\n")
            self._out[self._quote_start :] = ["\n".join(f"> {line}" for line in quoted if line.strip())]

    def _skip(self, tag: str) -> None:
        if tag not in _VOID:
            self._skipping, self._depth = tag, 1


def _emoji(kinds: list[str]) -> str:
    """The characters of a class such as emoji-1f926-200d-2642."""
    for kind in kinds:
        if kind.startswith("emoji-"):
            return from_code(kind.removeprefix("emoji-"))
    return ""


def from_code(code: str) -> str:
    """Characters from their hexadecimal numbers joined by "-", or nothing when it is no such code."""
    try:
        text = "".join(chr(int(part, 16)) for part in code.split("-"))
    except (ValueError, OverflowError):
        return ""
    return text if text.isprintable() or "\u200d" in text else ""
