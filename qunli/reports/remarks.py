"""Complaints and wishes as remarks of somebody about something, counted and compared with before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import asdict

from qunli.analysis.cues import Kind
from qunli.analysis.feedback import feedback
from qunli.analysis.product_names import Named
from qunli.reports.findings import Matter, Mined, Quote, Remark

DAY = 86_400
RECENT = 28 * DAY
"""Seconds for which remarks and names are counted, beside as many before."""
WEEK = 7 * DAY
SHOWN: dict[Kind, int] = {"complaint": 40, "wish": 12}
"""Wishes are told less surely, so that only the clearest are shown."""
EACH = 3
"""Remarks of one kind that one person is quoted with."""
EXCERPT = 280


class Said(NamedTuple):
    """One message: its number, by whom, when (s, UTC), where, in which topic, and what."""

    message: int
    who: int
    at: int
    place: str
    topic: str | None
    text: str


class Found(NamedTuple):
    """A remark of some kind."""

    kind: Kind
    remark: Remark


def remarks(said: Sequence[Said], named: Sequence[Named]) -> Iterator[Found]:
    """Everything found, newest first; the same words twice are told once."""
    about = _about(named)
    seen: set[tuple[Kind, str]] = set()
    for row in range(len(said) - 1, -1, -1):
        one = said[row]
        for verdict in feedback(one.text):
            low = verdict.sentence.lower()
            if (verdict.kind, low) in seen:
                continue  # the same words again are mostly a template or an advertisement
            seen.add((verdict.kind, low))
            thing = next((name.name for name in about.get(row, ()) if name.name.lower() in low), one.topic)
            yield Found(
                verdict.kind,
                Remark(
                    **asdict(quote(one, verdict.sentence)),
                    score=verdict.score,
                    measure=verdict.measure,
                    cue=verdict.cue,
                    about=thing,
                ),
            )


def mined(found: Iterable[Found], kind: Kind, end: int, since: int) -> Mined:
    """The remarks of one kind before `end` (s, UTC); nothing from `since` on is missing."""
    told = [one.remark for one in found if one.kind == kind]
    recent = [one for one in told if one.at >= end - RECENT]
    before = sum(end - 2 * RECENT <= one.at < end - RECENT for one in told)
    quoted: Counter[int] = Counter()
    shown = []
    for one in sorted(told, key=lambda one: (one.at < end - RECENT, -one.score, -one.at, one.message)):
        quoted[one.who] += 1
        if quoted[one.who] <= EACH:
            shown.append(one)
    return Mined(
        remarks=tuple(shown[: SHOWN[kind]]), recent=len(recent), before=before if since <= end - 2 * RECENT else None
    )


def matters(found: Iterable[Found], end: int, since: int) -> tuple[Matter, ...]:
    """What is complained of in the last week, by most people first."""
    week: dict[str, set[int]] = defaultdict(set)
    before: Counter[str] = Counter()
    weeks_before: set[tuple[str, int, int]] = set()
    for kind, remark in found:
        if kind == "complaint" and remark.about is not None and remark.at >= end - RECENT:
            ago = (end - 1 - remark.at) // WEEK
            if ago == 0:
                week[remark.about].add(remark.who)
            else:
                weeks_before.add((remark.about, ago, remark.who))
    before.update(about for about, _, _ in weeks_before)
    known = since <= end - RECENT
    made = [
        Matter(about=about, people=len(who), before=before[about] / 3 if known else None) for about, who in week.items()
    ]
    return tuple(sorted(made, key=lambda one: (-one.people, one.about)))


def quote(one: Said, text: str) -> Quote:
    """A message with an excerpt of it, or of what was made of it."""
    return Quote(message=one.message, who=one.who, at=one.at, place=one.place, topic=one.topic, text=_excerpt(text))


def _about(named: Sequence[Named]) -> dict[int, list[Named]]:
    """Names by the message they stand in: those asked for first, then those that say most by being rare."""
    by_row: dict[int, list[Named]] = defaultdict(list)
    for one in sorted(named, key=lambda one: (not one.watched, len(one.rows))):
        for row in one.rows:
            by_row[row].append(one)
    return by_row


def _excerpt(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1].rstrip() + "…"
