"""What members say: complaints, wishes and the things they name, mined from the newest messages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from qunli.analysis.product_names import Named, product_names
from qunli.reports.columns import NOBODY
from qunli.reports.findings import Feedback, NamedThing
from qunli.reports.load import Transcript
from qunli.reports.remarks import DAY, EXCERPT, RECENT, Said, matters, mined, quote, remarks

DAYS = 90
READ = 6_000
"""Newest messages that are read; mining them takes about half a second."""
NAMES = 15
QUOTES = 3


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
    found = [one for one in remarks(said, named) if (one.kind, one.remark.message) not in settled]
    return Feedback(
        days=-(-(end - since) // DAY),
        read=len(said),
        complaints=mined(found, "complaint", end, since),
        wishes=mined(found, "wish", end, since),
        named=tuple(_thing(one, said, end, since) for one in _lately(named, said, end))[:NAMES],
        matters=matters(found, end, since),
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
        quotes=tuple(quote(row, _around(row.text, one.name)) for row in reversed(rows[-QUOTES:])),
    )


def _around(text: str, name: str) -> str:
    """The text, begun so that the name is in the excerpt."""
    text = " ".join(text.split())
    at = text.lower().find(name.lower())
    return text if at < EXCERPT - len(name) - 20 else "…" + text[at - EXCERPT // 2 :]
