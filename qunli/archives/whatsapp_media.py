"""What WhatsApp writes instead of what cannot be written: pictures, voice, places, polls, calls, deleted messages.

The phrases are those of the phone's language. Where an export names the file, its name tells the kind in any language.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qunli.archives.attachments import kind_of_file
from qunli.archives.whatsapp_lines import unmarked
from qunli.archives.whatsapp_phrases import ATTACHED, DELETED, EDITED, LIVE_PLACES, OMITTED, POLLS

_FILE = r"[^<>\n\u200e]{1,200}\.\w{2,5}"
_NAMED_ANDROID = re.compile(rf"\u200e?({_FILE}) \(([^()\n]{{3,40}})\)")
_NAMED_IPHONE = re.compile(rf"<[^<>:：\n]{{2,24}}[:：]\s?({_FILE})>")
_OWN_NAME = re.compile(r"(?:IMG|VID|AUD|PTT|STK|DOC)-\d{8}-WA\d+\.")
_PLACE = re.compile(r"\u200e?[^:\n]{3,20}: ?https://(?:maps\.google\.com/|maps\.apple\.com/|foursquare\.com/)\S*")


class Seen(NamedTuple):
    """A message looked at closely: the text that remains, the kinds of what was attached, and what became of it."""

    text: str
    attachments: tuple[str, ...] = ()
    edited: bool = False
    deleted: bool = False


_MEANINGS = {
    **{phrase: Seen("", (kind,)) for phrase, kind in OMITTED.items()},
    **dict.fromkeys(LIVE_PLACES, Seen("", ("location",))),
    **dict.fromkeys(DELETED, Seen("", deleted=True)),
}
_WHOLE = {phrase + end: seen for phrase, seen in _MEANINGS.items() for end in ("", ".", "。")}
_LONGEST_PHRASE = max(map(len, _WHOLE))


def look(said: str) -> Seen | None:
    """What there is to a message besides its text, or None when it is nothing but text."""
    if not said:
        return None
    if said[-1] in ">)" or "\u200e" in said or "\n" in said or "https://" in said:
        return _closer(said)
    return _WHOLE.get(said.casefold()) if len(said) <= _LONGEST_PHRASE else None


def _closer(said: str) -> Seen | None:
    if _key(said) in DELETED:
        return Seen("", deleted=True)
    text, edited = _without_edit(said)
    first, newline, rest = text.partition("\n")
    before, kind = _attachment(first)
    if kind is not None:
        return Seen((before + newline + rest).strip(), (kind,), edited)
    if newline and _key(first).rstrip(":： ") in POLLS:
        return Seen(rest.strip(), ("poll",), edited)
    last_line = rest.rpartition("\n")[2]
    if "\u200e" in last_line:
        before, kind = _attachment(last_line)
        if kind is not None:
            return Seen(text[: len(text) - len(last_line)] + before, (kind,), edited)
    return Seen(text, (), True) if edited else None


def _attachment(line: str) -> tuple[str, str | None]:
    """A line without what stands for an attachment, and the attachment's kind if there is one."""
    if (kind := OMITTED.get(_key(line))) is not None:
        return "", kind
    if (named := _NAMED_ANDROID.fullmatch(line)) and (_key(named[2]) in ATTACHED or _OWN_NAME.match(named[1])):
        return "", _kind_of_named(named[1])
    if _PLACE.fullmatch(line) or _key(line) in LIVE_PLACES:
        return "", "location"
    if (named := _NAMED_IPHONE.search(line)) and named.end() == len(line.rstrip()):
        return unmarked(line[: named.start()]).strip(), _kind_of_named(named[1])
    before, mark, last = line.rpartition("\u200e")
    if mark and (kind := OMITTED.get(_key(last))) is not None:
        text = unmarked(before).strip()
        return ("", kind) if kind == "file" else (text, kind)
    return line, None


def _without_edit(text: str) -> tuple[str, bool]:
    if not text.endswith(">"):
        return text, False
    start = text.rfind("<")
    if start < 0 or _key(text[start + 1 : -1]) not in EDITED:
        return text, False
    return text[:start].rstrip(" \u200e"), True


def _kind_of_named(name: str) -> str:
    small = name.casefold()
    if small.startswith("stk-") or "-sticker-" in small:
        return "sticker"
    return kind_of_file(name)


def _key(text: str) -> str:
    return unmarked(text).strip(" \xa0\u202f").rstrip(".。").casefold()
