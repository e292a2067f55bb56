"""Slack's message text, in which people, channels and links stand in angle brackets."""

from __future__ import annotations

import re
from collections.abc import Callable

_BRACKET = re.compile(r"<([^<>]*)>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def read_text(text: str, name_of: Callable[[str], str]) -> tuple[str, list[str]]:
    """Plain text and the ids of those mentioned, in order. `name_of` tells what to call an id."""
    if "<" not in text:
        return _unescaped(text), []
    mentioned: list[str] = []

    def shown(match: re.Match[str]) -> str:
        target, _, label = match[1].partition("|")
        if target.startswith("@"):
            mentioned.append(target[1:])
            return f"@{label or name_of(target[1:])}"
        if target.startswith("#"):
            return f"#{label or target[1:]}"
        if target.startswith("!"):
            return label or f"@{target[1:].partition('^')[0]}"
        return f"{label} ({target})" if label and label != target else target

    shown_text = _BRACKET.sub(shown, text)
    return _unescaped(shown_text), list(dict.fromkeys(mentioned))


def _unescaped(text: str) -> str:
    if "&" in text:
        for written, meant in _ENTITIES:
            text = text.replace(written, meant)
    return text
