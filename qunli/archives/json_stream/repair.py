"""A second, patient look at one record that does not decode."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from qunli.archives.text import clean

REFUSALS: tuple[type[Exception], ...] = (msgspec.MsgspecError, ValueError, RecursionError, OverflowError)
"""What the decoders raise on input they do not take. ValueError holds broken JSON and broken UTF-8."""

_HEX_ESCAPE = re.compile(r"\\(\\|x([0-9A-Fa-f]{2}))")


def loads(piece: bytes) -> Any:
    """JSON that other programs write wrongly: broken UTF-8, control characters and lone surrogates in strings, and the
    \\xHH escapes of Telegram Desktop. Raises one of REFUSALS when it is beyond repair."""
    text = _HEX_ESCAPE.sub(lambda match: f"\\u00{match[2]}" if match[2] else match[0], piece.decode("utf-8", "replace"))
    return _clean(json.loads(text, strict=False))


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): _clean(item) for key, item in value.items()}
    return value
