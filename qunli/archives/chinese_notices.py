"""What QQ and WeChat say themselves in a group: who came, who went, who was removed."""

from __future__ import annotations

import re
from collections.abc import Container

from qunli.archives.notices import EXPORTER, Kind, Notice

_LONGEST = 500
_GROUP = "(?:本群|该群|此群|群聊|群组|群)"
_WHO = "(?P<who>.{1,300}?)"
_BY = "(?P<by>.{1,80}?)"
_SENTENCES: tuple[tuple[Kind, str], ...] = (
    ("remove", f"{_WHO} ?已?被{_BY}?(?:移出|踢出|请出|移除|踢)了?{_GROUP}.*"),
    ("remove", f"{_BY} ?已?[将把] ?{_WHO} ?(?:移出|踢出|请出|移除)了?{_GROUP}.*"),
    ("join", f"{_BY} ?邀请 ?{_WHO} ?(?:加入|进入)了?{_GROUP}(?:[，,].*)?"),
    ("join", f"{_WHO} ?通过(?:扫描)?{_BY} ?分享的.{{0,8}}?(?:加入|进入)了?{_GROUP}(?:[，,].*)?"),
    ("join", f"{_BY} ?已?同意了? ?{_WHO} ?的?(?:加入|进入){_GROUP}(?:的?申请)?"),
    ("join", f"{_WHO} ?已?(?:通过.{{0,12}}?)?(?:加入|进入)了?{_GROUP}(?:[，,].*)?"),
    ("leave", f"{_WHO} ?已?(?:退出|离开)了?{_GROUP}"),
    ("create", f"{_WHO} ?(?:创建|建立|发起)了?{_GROUP}"),
)
_TABLE = tuple((kind, re.compile(sentence)) for kind, sentence in _SENTENCES)
_HINT = re.compile("加入|进入|退出|离开|移出|移除|踢|请出|创建|建立|发起")
_QUOTES = '“”"「」『』 '
_YOU = frozenset(("你", "您", "我"))
_OFFICE = re.compile("^(?:群主|管理员|群管理员)[：: ]?")


def notice_of(sentence: str, known: Container[str] = ()) -> Notice | None:
    """What a sentence of QQ's or WeChat's own says about who is in the group, or None. A name that is in `known` is one
    person although it may look like a list of them."""
    text = sentence.strip().rstrip("。.!！~")
    if not text or len(text) > _LONGEST or _HINT.search(text) is None:
        return None
    for kind, pattern in _TABLE:
        match = pattern.fullmatch(text)
        if match is not None:
            found = match.groupdict()
            by = _OFFICE.sub("", (found.get("by") or "").strip(_QUOTES)).strip(_QUOTES)
            people = tuple(_people(found["who"], known))
            return Notice(kind, people, None if by in _YOU else by or None) if people else None
    return None


def _people(written: str, known: Container[str]) -> list[str]:
    name = written.strip(_QUOTES)
    if name in known:
        return [name]
    found = []
    for piece in re.split('、|和(?=[“"「])|(?<=^你)和', name):
        piece = piece.strip(_QUOTES)
        if piece:
            found.append(EXPORTER if piece in _YOU else piece)
    return found
