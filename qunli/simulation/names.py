"""Invented names and handles, in English, Chinese and the mixtures people choose for themselves."""

from __future__ import annotations

import numpy as np

from qunli.simulation.dice import Flags, Ints
from qunli.simulation.phrasebook import load_phrases


def draw_names(chinese: Flags, bots: int, rng: np.random.Generator) -> tuple[list[str], list[str]]:
    """Display names and handles of the humans (main language given) and then of the bots; each unique, no "@"."""
    parts: dict[str, list[str]] = load_phrases("names")
    style = rng.random(len(chinese))
    numbers = rng.integers(0, 1 << 30, (len(chinese), 4))
    drawn = [
        (_chinese if zh else _english)(parts, float(how), row)
        for zh, how, row in zip(chinese, style, numbers, strict=True)
    ]
    helpers = [_take(parts["bots"], bot) for bot in range(bots)]
    names = _unique([name for name, _ in drawn] + helpers, " ")
    handles = _unique([handle for _, handle in drawn] + [f"hearth_bot_{bot}" for bot in range(bots)], "")
    return names, handles


def _chinese(parts: dict[str, list[str]], style: float, numbers: Ints) -> tuple[str, str]:
    first, second, third, digits = (int(number) for number in numbers)
    own = _take(parts["ming"], first)
    handle = f"{_take(parts['pinyin'], first)}_{_take(parts['things_en'], second)}".lower() + _digits(digits)
    if style < 0.45:
        return _take(parts["xing"], second) + own, handle
    if style < 0.85:
        return _take(parts["manners_zh"], third) + _take(parts["things_zh"], second), handle
    return f"{_take(parts['given'], third)} {own}", handle


def _english(parts: dict[str, list[str]], style: float, numbers: Ints) -> tuple[str, str]:
    first, second, third, digits = (int(number) for number in numbers)
    given, surname = _take(parts["given"], first), _take(parts["surnames"], second)
    thing = _take(parts["things_en"], third)
    handle = (f"{given}_{surname}" if digits % 2 else f"{thing}{given}").lower() + _digits(digits)
    if style < 0.6:
        return f"{given} {surname}", handle
    if style < 0.8:
        return f"{_take(parts['manners_en'], second)} {thing}", handle
    return (f"{given} {surname[0]}." if style < 0.93 else f"{given} 🍞"), handle


def _digits(number: int) -> str:
    return str(number % 90 + 10) if number % 3 else ""


def _take(words: list[str], number: int) -> str:
    return words[number % len(words)]


def _unique(names: list[str], joint: str) -> list[str]:
    """Later namesakes get a number."""
    counts: dict[str, int] = {}
    taken = set(names)
    result = []
    for name in names:
        count = counts.get(name, 0) + 1
        unique = name
        while count > 1 and (unique := f"{name}{joint}{count}") in taken:
            count += 1
        counts[name] = count
        taken.add(unique)
        result.append(unique)
    return result
