"""A small invented Telegram export: one year, a host, regulars, newcomers, a bot, a question nobody answered."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any
from zlib import crc32

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
            "from_id": f"user{crc32(who.encode())}",
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


SAID = (
    "me, with the stoneware bowls",
    "the porcelain warped again, I will throw it thicker next time",
    "nice handles!",
    "how did you trim the foot?",
    "I left it under plastic for two days and it still cracked at the rim",
    "who fires the kiln this week?",
    "今天拉坯很顺利，泥料也刚好",
    "这个杯子的把手怎么接上去的？",
    "慢慢晾干就不会裂",
)
LATELY = (
    "the raku firing went well, copper raku everywhere",
    "raku again on Saturday",
    "釉料里加一点铜，釉料就变红",
    "釉料我也要试",
)


def small(path: Path) -> Path:
    """Eleven months. "Ivo" asks on the last day which glaze holds at cone 10, and nobody answers; the last month talks
    of "raku", and in Chinese of "釉料"; "Nela" came last and got no answer."""
    export, chance = Export(), random.Random(5)
    regulars = ("Ana Host", "Ben", "陈师傅")
    for day in range(330):
        at = START + day * DAY
        spoke = ""
        for _ in range(chance.randint(2, 5)):
            at += chance.randint(40, 9_000)
            spoke = chance.choice([who for who in regulars if who != spoke])
            export.say(at, spoke, chance.choice(SAID), reply=len(export.messages) or None)
        if day % 9 == 0:
            came = export.say(at + 900, f"Guest {day}", "hello, my first pot cracked while drying")
            export.say(at + 1_000 + chance.randint(0, 999), "Ana Host", "dry it slowly under plastic", reply=came)
        if day >= 300:
            export.say(at + 5_000 + chance.randint(0, 999), chance.choice(regulars), chance.choice(LATELY))
    last = START + 330 * DAY
    export.say(last, "Nela", "hi, I am new and I have a wheel")
    export.say(last + 30_000, "Ivo", "which glaze holds at cone 10?")
    return export.write(path)
