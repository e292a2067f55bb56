"""A large Telegram Desktop export of an invented bilingual community, in the layout that Telegram writes."""

from __future__ import annotations

import json
import math
import random
from bisect import bisect
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path

START = 1_609_459_200
DAYS = 1_300
REACTED = "2021-01-01T10:00:00"
SYLLABLES = ("ka", "lo", "mi", "ra", "ten", "so", "vi", "bre", "du", "no", "pel", "ti", "gar", "shu", "en", "zo")
HAN = "烤面包火候水温发酵酸种黑麦小麦配方厨房烘焙朋友周末分享照片问题时间成功失败经验牛奶黄油炉子模具口感"


def write(path: Path, messages: int = 400_000, members: int = 4_000, seed: int = 7) -> None:
    """Write `messages` messages by `members` people over `DAYS` days; the same seed gives the same bytes. About 750
    bytes a message, as real exports have."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8") as out:
        out.write('{\n "name": "Hearth Bakers",\n "type": "public_supergroup",\n "id": 1500000001,\n "messages": [\n')
        for number, message in enumerate(_messages(chance, messages, members)):
            out.write(("" if number == 0 else ",\n") + _indented(message))
        out.write("\n ]\n}\n")


def _indented(message: dict[str, object]) -> str:
    return "  " + json.dumps(message, ensure_ascii=False, indent=1).replace("\n", "\n  ")


def _messages(chance: random.Random, messages: int, members: int) -> Iterator[dict[str, object]]:
    people = _people(chance, members)
    words = _vocabulary(chance)
    moments = sorted(_moment(chance) for _ in range(messages))
    recent: list[tuple[int, int]] = []
    seen: set[int] = set()
    number = 1
    for at in moments:
        day = (at - START) / 86_400
        who = _speaker(chance, people, day)
        if who not in seen:
            seen.add(who)
            yield _service(number, at, who)
            number += 1
        reply = chance.choice(recent) if recent and chance.random() < 0.35 else None
        yield _message(number, at, who, reply, _text(chance, words, who))
        recent = [*recent[-7:], (number, who)]
        number += 1


def _people(chance: random.Random, members: int) -> list[tuple[float, float, list[float]]]:
    """For every member: day of joining, how long they stay in days, and the running sum of how much they write."""
    joined = sorted(DAYS * chance.random() ** 0.8 for _ in range(members))
    joined[:40] = [0.0] * 40
    weight = list(accumulate(chance.paretovariate(1.1) for _ in range(members)))
    return [(day, chance.expovariate(1 / 250), weight) for day in joined]


def _speaker(chance: random.Random, people: list[tuple[float, float, list[float]]], day: float) -> int:
    weight = people[0][2]
    for _ in range(60):
        who = min(bisect(weight, chance.random() * weight[-1]), len(people) - 1)
        joined, stays, _ = people[who]
        if joined <= day <= joined + stays + 3:
            return who
    return 0


def _moment(chance: random.Random) -> int:
    while True:
        day = chance.random() * DAYS
        crowd = 1 / (1 + math.exp(-(day - 500) / 130)) * (1 - 0.35 / (1 + math.exp(-(day - 1150) / 40)))
        if chance.random() < crowd:
            break
    hour = (chance.gauss(13, 3.2) if chance.random() < 0.7 else chance.gauss(5, 2.5)) % 24
    return START + int(day) * 86_400 + int(hour * 3600)


def _vocabulary(chance: random.Random) -> list[str]:
    return ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(6_000)]


def _text(chance: random.Random, words: list[str], who: int) -> str:
    length = min(int(chance.lognormvariate(2.6, 0.9)) + 1, 240)
    if who % 3 == 0:
        text = "".join(chance.choices(HAN, k=length * 2))
        return text + ("吗？" if chance.random() < 0.12 else "")
    text = " ".join(words[int(len(words) * chance.random() ** 4)] for _ in range(length))
    return text + ("?" if chance.random() < 0.12 else "")


def _service(number: int, at: int, who: int) -> dict[str, object]:
    return {
        "id": number,
        "type": "service",
        "date": _date(at),
        "date_unixtime": str(at),
        "actor": f"Member {who}",
        "actor_id": f"user{100_000 + who}",
        "action": "join_group_by_link",
        "inviter": "Group",
        "text": "",
        "text_entities": [],
    }


def _message(number: int, at: int, who: int, reply: tuple[int, int] | None, text: str) -> dict[str, object]:
    message: dict[str, object] = {
        "id": number,
        "type": "message",
        "date": _date(at),
        "date_unixtime": str(at),
        "from": f"Member {who}",
        "from_id": f"user{100_000 + who}",
    }
    if reply is not None:
        message["reply_to_message_id"] = reply[0]
    if number % 40 == 0:
        link = f"https://example.org/{number}"
        message["text"] = [text + " ", {"type": "link", "text": link}]
        message["text_entities"] = [{"type": "plain", "text": text + " "}, {"type": "link", "text": link}]
    else:
        message["text"] = text
        message["text_entities"] = [{"type": "plain", "text": text}]
    if number % 3 == 0:
        message["reactions"] = [_reaction(emoji, number) for emoji in ("👍", "❤", "🔥")[: 1 + number % 2]]
    return message


def _reaction(emoji: str, number: int) -> dict[str, object]:
    people = [100_000 + (number * step) % 4_000 for step in (7, 11, 13)]
    return {
        "type": "emoji",
        "count": len(people),
        "emoji": emoji,
        "recent": [{"from": f"Member {who - 100_000}", "from_id": f"user{who}", "date": REACTED} for who in people],
    }


def _date(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S")
