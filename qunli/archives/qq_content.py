"""What stands in QQ's messages for what is not text."""

from __future__ import annotations

import re

_KINDS = {
    "图片": "image",
    "闪照": "image",
    "表情": "sticker",
    "动画表情": "sticker",
    "语音": "audio",
    "视频": "video",
    "短视频": "video",
    "文件": "file",
    "群文件": "file",
    "链接": "link",
    "分享": "link",
    "位置": "location",
    "名片": "contact",
    "推荐名片": "contact",
    "投票": "poll",
    "语音通话": "call",
    "视频通话": "call",
    "QQ红包": "other",
    "红包": "other",
    "转账": "other",
    "聊天记录": "other",
    "合并转发": "other",
    "戳一戳": "other",
}
_THING = re.compile(rf"\[({'|'.join(_KINDS)})\]")


def content(body: str) -> tuple[str, tuple[str, ...]]:
    """The words of a message and the kinds of what stood between them. A body without anything held something that QQ
    does not export."""
    text = body.strip()
    if not text:
        return "", ("other",)
    if "[" not in text:
        return text, ()
    kinds = tuple(_KINDS[name] for name in _THING.findall(text))
    return (_THING.sub("", text).strip(), kinds) if kinds else (text, ())
