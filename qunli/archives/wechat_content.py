"""What WeChat messages say, out of the texts that tools put into CSV: chatlog's Markdown, and WeChat's own XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from qunli.archives.wechat_kinds import APP

TEXT_KIND = 1
SYSTEM_KIND = 10000
OTHER_STARTS = (">", "[", "!", "T")
"""What chatlog's content begins with where it is not plain words."""
_LONGEST_XML = 1 << 17
_APP_TEXT_KINDS = frozenset((1, 53, 57))

_THINGS: dict[str, tuple[int, int]] = {
    "图片": (3, 0),
    "语音": (34, 0),
    "名片": (42, 0),
    "视频": (43, 0),
    "动画表情": (47, 0),
    "位置": (48, 0),
    "语音通话": (50, 0),
    "视频通话": (50, 0),
    "分享": (APP, 4),
    "链接": (APP, 5),
    "文件": (APP, 6),
    "GIF表情": (APP, 8),
    "合并转发": (APP, 19),
    "小程序": (APP, 33),
    "视频号": (APP, 51),
    "转账": (APP, 2000),
    "红包": (APP, 2001),
    "红包封面": (APP, 2001),
}
_THING = re.compile(rf"!?\[({'|'.join(_THINGS)})(?:\|([^\]\n]*))?\](?:\([^\n]*\))?")
_QUOTED = re.compile(r"> (?:.*\()?([^()\s]+)\)? (\d\d-\d\d \d\d:\d\d:\d\d)")
_OTHER_KIND = re.compile(r"Type: (\d{1,12}) Content: (.*)", re.DOTALL)

_TAG = re.compile(r"<[^<>]*>")
_CDATA = re.compile(r"\s*<!\[CDATA\[(.*)\]\]>\s*", re.DOTALL)
_LINK_NAME = re.compile(r'<link name="([^"]{1,40})"')


class Content(NamedTuple):
    """A message's kind and kind within the kind by WeChat's numbers, its words, and whose message of when ("01-02
    15:04:05") it answers, if it answers one."""

    kind: int
    within: int
    text: str
    answers: tuple[str, str] | None = None


def of_chatlog(text: str) -> Content:
    """The content column of chatlog's CSV."""
    answers = None
    if text.startswith("> "):
        quoted = _QUOTED.match(text)
        answers = (quoted[1], quoted[2]) if quoted else None
        text = "\n".join(line for line in text.split("\n") if not line.startswith(">")).strip()
    if text[:1] not in ("[", "!", "T"):
        return Content(TEXT_KIND, 0, text, answers)
    if (thing := _THING.fullmatch(text)) is not None:
        kind, within = _THINGS[thing[1]]
        return Content(kind, within, _title(within, thing[2] or ""), answers)
    if (other := _OTHER_KIND.fullmatch(text)) is not None:
        return Content(int(other[1]) & 0xFFFFFFFF, 0, other[2], answers)
    return Content(TEXT_KIND, 0, text, answers)


def of_database(kind: int, within: int, text: str) -> Content:
    """The content column of a dump of WeChat's own database, where all but plain words are XML."""
    if "<" not in text or len(text) > _LONGEST_XML or not text.lstrip().startswith("<"):
        return Content(kind, within, text)
    if kind == TEXT_KIND:
        return Content(kind, within, text)
    if kind == APP:
        written = next(_elements(text, "type"), "")
        within = int(written) if written.isdecimal() and len(written) < 6 else within
        title = next(_elements(text, "title"), "")
        return Content(TEXT_KIND if within in _APP_TEXT_KINDS else kind, within, title)
    if kind == SYSTEM_KIND:
        return Content(kind, within, _sentence(text))
    return Content(kind, within, "")


def _title(within: int, text: str) -> str:
    """What a shared thing is called, without the address or amount that follows."""
    return text.split("|", 1)[0].strip() if within in (4, 5, 6, 33, 51) else ""


def _sentence(text: str) -> str:
    """A notice whose template has places for names, filled in; any other notice without its tags."""
    template = next(_elements(text, "template"), None)
    if template is None:
        return unescape(_TAG.sub("", text)).strip()
    for link in text.split("</link>"):
        if (name := _LINK_NAME.search(link)) is not None:
            template = template.replace(f"${name[1]}$", "、".join(_elements(link, "nickname")))
    return template


def _elements(text: str, tag: str) -> Iterator[str]:
    """The words in every element of a name without attributes."""
    start = text.find(f"<{tag}>")
    while start >= 0 and (end := text.find(f"</{tag}>", start)) >= 0:
        inner = text[start + len(tag) + 2 : end]
        data = _CDATA.fullmatch(inner)
        yield (data[1] if data else unescape(inner)).strip()
        start = text.find(f"<{tag}>", end)
