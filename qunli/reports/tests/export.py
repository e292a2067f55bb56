"""A small invented Telegram export: one year, a host, regulars, newcomers, a bot, a question nobody answered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

START = 1_700_000_000
DAY = 86_400
HOSTILE = "<img src=x onerror=alert(1)>"


class Export:
    """Collects messages and writes them as Telegram Desktop does."""

    def __init__(self, name: str = "Kiln & Clay") -> None:
        self.name = name
        self.messages: list[dict[str, Any]] = []

    def say(self, at: int, who: str, text: str, reply: int | None = None) -> int:
        """Returns the message's id."""
        number = len(self.messages) + 1
        message: dict[str, Any] = {
            "id": number,
            "type": "message",
            "date": "2023-11-14T22:13:20",
            "date_unixtime": str(at),
            "from": who,
            "from_id": f"user{sum(map(ord, who))}",
            "text": text,
            "text_entities": [{"type": "plain", "text": text}],
        }
        if reply is not None:
            message["reply_to_message_id"] = reply
        self.messages.append(message)
        return number

    def write(self, path: Path) -> Path:
        """The file, under the name that was given."""
        content = {"name": self.name, "type": "private_supergroup", "id": 7, "messages": self.messages}
        path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        return path


def small(path: Path) -> Path:
    """About 1,300 messages. "Ivo" asks on the last day which glaze holds at cone 10, and nobody answers; the last
    month talks of "raku", and in Chinese of "釉料"; Nela came last and got no answer."""
    export = Export()
    for day in range(330):
        at = START + day * DAY
        asked = export.say(at, "Ana Host", "good morning, who fires the kiln this week?")
        export.say(at + 120, "Ben", "me, with the stoneware bowls", reply=asked)
        export.say(at + 300, "陈师傅", "今天拉坯很顺利，泥料也刚好", reply=asked)
        if day % 9 == 0:
            came = export.say(at + 4_000, f"Guest {day}", "hello, my first pot cracked while drying")
            export.say(at + 4_100, "Ana Host", "dry it slowly under plastic", reply=came)
        if day >= 300:
            export.say(at + 5_000, "Ben", "the raku firing went well, copper raku everywhere")
            export.say(at + 5_060, "Ana Host", "raku again on Saturday")
            export.say(at + 5_120, "陈师傅", "釉料里加一点铜，釉料就变红")
            export.say(at + 5_180, "Ana Host", "釉料我也要试")
    last = START + 330 * DAY
    export.say(last, "Nela", "hi, I am new and I have a wheel")
    export.say(last + 30_000, "Ivo", "which glaze holds at cone 10?")
    return export.write(path)
