"""What members say: complaints, wishes and the things they name, mined from the newest messages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import asdict

from qunli.analysis.cues import Kind
from qunli.analysis.feedback import feedback
from qunli.analysis.product_names import Named, product_names
from qunli.reports.columns import NOBODY
from qunli.reports.findings import Feedback, Matter, Mined, NamedThing, Quote, Remark
from qunli.reports.load import Transcript

DAY = 86_400
DAYS = 90
READ = 6_000
"""Newest messages that are read; mining them takes about half a second."""
RECENT = 28 * DAY
WEEK = 7 * DAY
SHOWN: dict[Kind, int] = {"complaint": 40, "wish": 12}
"""Wishes are told less surely, so that only the clearest are shown."""
EACH = 3
"""Remarks of one kind that one person is quoted with."""
NAMES = 15
QUOTES = 3
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


def hear(
    said: Sequence[Said],
    end: int,
    *,
    whole: bool = True,
    people: Iterable[str] = (),
    watched: Collection[str] = (),
    settled: Collection[tuple[str, int]] = (),
) -> Feedback:
    """Mine messages before `end` (s, UTC), oldest first. `whole`: nothing of the last `DAYS` is missing. `people`: what
    members are called; `watched`: names of products to look for; `settled`: (kind, message) that are not to be told any
    more."""
    if not said:
        return Feedback(days=DAYS)
    since = end - DAYS * DAY if whole else said[0].at
    named = product_names(((row, one.who, one.text) for row, one in enumerate(said)), people, watched)
    about = _about(named)
    found = [one for one in _found(said, about) if (one.kind, one.remark.message) not in settled]
    return Feedback(
        days=-(-(end - since) // DAY),
        read=len(said),
        complaints=_mined(found, "complaint", end, since),
        wishes=_mined(found, "wish", end, since),
        named=tuple(_thing(one, said, end, since) for one in _lately(named, said, end))[:NAMES],
        matters=_matters(found, end, since),
    )


def heard_in(transcript: Transcript, bots: Collection[int]) -> Feedback:
    """Mine the newest messages of an export. Bots' messages are left out."""
    columns, left_out = transcript.columns, frozenset(bots)
    if not len(columns):
        return Feedback(days=DAYS)
    end = max(columns.ts) + 1
    begin = end - DAYS * DAY
    lately = sorted(at for at in columns.ts if at >= begin)
    cut = lately[-READ] if len(lately) > READ else begin
    said = sorted(_said(transcript, cut, left_out), key=lambda one: (one.at, one.message))[-READ:]
    return hear(said, end, whole=cut == begin, people=transcript.person_names.values())


def _said(transcript: Transcript, begin: int, bots: frozenset[int]) -> Iterator[Said]:
    columns = transcript.columns
    topics, places = transcript.topic_names(), transcript.place_titles()
    for chunk in transcript.texts.recent:
        if chunk.newest < begin:
            continue
        for row, text in enumerate(chunk.texts(), chunk.first):
            if columns.ts[row] >= begin and columns.author[row] not in bots:
                topic = columns.topic[row]
                where, subject = places[columns.place[row]], None if topic == NOBODY else topics[topic]
                yield Said(row, columns.author[row], columns.ts[row], where, subject, text)


def _about(named: Sequence[Named]) -> dict[int, list[Named]]:
    """Names by the message they stand in: those asked for first, then those that say most by being rare."""
    by_row: dict[int, list[Named]] = defaultdict(list)
    for one in sorted(named, key=lambda one: (not one.watched, len(one.rows))):
        for row in one.rows:
            by_row[row].append(one)
    return by_row


def _found(said: Sequence[Said], about: dict[int, list[Named]]) -> Iterator[Found]:
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
                    **asdict(_quote(one, verdict.sentence)),
                    score=verdict.score,
                    measure=verdict.measure,
                    cue=verdict.cue,
                    about=thing,
                ),
            )


def _mined(found: Iterable[Found], kind: Kind, end: int, since: int) -> Mined:
    remarks = [one.remark for one in found if one.kind == kind]
    recent = [one for one in remarks if one.at >= end - RECENT]
    before = sum(end - 2 * RECENT <= one.at < end - RECENT for one in remarks)
    quoted: Counter[int] = Counter()
    shown = []
    for one in sorted(remarks, key=lambda one: (one.at < end - RECENT, -one.score, -one.at, one.message)):
        quoted[one.who] += 1
        if quoted[one.who] <= EACH:
            shown.append(one)
    return Mined(
        remarks=tuple(shown[: SHOWN[kind]]), recent=len(recent), before=before if since <= end - 2 * RECENT else None
    )


def _lately(named: Iterable[Named], said: Sequence[Said], end: int) -> list[Named]:
    """Those named in the last weeks, by how many people named them then; those asked for come first."""
    people = {one.name: {said[row].who for row in one.rows if said[row].at >= end - RECENT} for one in named}
    lately = [one for one in named if people[one.name] or one.watched]
    return sorted(lately, key=lambda one: (not one.watched, -len(people[one.name]), one.name))


def _thing(one: Named, said: Sequence[Said], end: int, since: int) -> NamedThing:
    rows = [said[row] for row in one.rows]
    recent = [row for row in rows if row.at >= end - RECENT]
    before = sum(end - 2 * RECENT <= row.at < end - RECENT for row in rows)
    return NamedThing(
        name=one.name,
        recent=len(recent),
        before=before if since <= end - 2 * RECENT else None,
        people=len({row.who for row in recent}),
        watched=one.watched,
        quotes=tuple(_quote(row, _around(row.text, one.name)) for row in reversed(rows[-QUOTES:])),
    )


def _matters(found: Iterable[Found], end: int, since: int) -> tuple[Matter, ...]:
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


def _quote(one: Said, text: str) -> Quote:
    return Quote(message=one.message, who=one.who, at=one.at, place=one.place, topic=one.topic, text=_excerpt(text))


def _around(text: str, name: str) -> str:
    """The text, begun so that the name is in the excerpt."""
    text = " ".join(text.split())
    at = text.lower().find(name.lower())
    return text if at < EXCERPT - len(name) - 20 else "…" + text[at - EXCERPT // 2 :]


def _excerpt(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1].rstrip() + "…"
