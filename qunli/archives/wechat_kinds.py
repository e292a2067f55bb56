"""WeChat's numbers for kinds of messages."""

from __future__ import annotations

APP = 49
SYSTEM = frozenset({10000, 10002})
QUOTE = 57

_KINDS = {
    3: "image",
    34: "audio",
    42: "contact",
    43: "video",
    44: "video",
    47: "sticker",
    48: "location",
    50: "call",
    62: "video",
    66: "contact",
}
_APP_KINDS = {
    3: "link",
    4: "link",
    5: "link",
    6: "file",
    8: "sticker",
    17: "location",
    19: "other",
    33: "link",
    36: "link",
    51: "link",
    63: "link",
    74: "file",
    2000: "other",
    2001: "other",
}
_PLACEHOLDER_KINDS = frozenset({"image", "video", "sticker", "call"})


def split(number: int) -> tuple[int, int]:
    """Kind and kind within the kind: WeChat 4 keeps both in one number."""
    return number & 0xFFFFFFFF, number >> 32


def attachments(kind: int, within: int) -> tuple[str, ...]:
    """What is attached to a message of this kind."""
    found = _APP_KINDS.get(within) if kind == APP else _KINDS.get(kind)
    return (found,) if found else ()


def said(text: str, attached: tuple[str, ...]) -> str:
    """The words of a message. Tools write a placeholder in brackets or a file's path where a picture was."""
    if not attached:
        return text
    if attached[0] in _PLACEHOLDER_KINDS or (text.startswith("[") and text.endswith("]")):
        return ""
    return text
