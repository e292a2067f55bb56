"""Words and subjects of the last weeks against what was said before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

from qunli.analysis import words
from qunli.reports.columns import NOBODY
from qunli.reports.findings import SaidWord, Subject, Talk
from qunli.reports.load import Transcript

DAY = 86_400
PERIODS = (30, 90)
"""Days; the first with `ENOUGH` messages is taken."""
ENOUGH = 500
WORDS = 24
SUBJECTS = 8
SUBJECT_WORDS = 5
SPEAKERS = 2
"""A word that only one person uses is theirs, not the community's."""


def talk(transcript: Transcript, bots: Collection[int]) -> Talk:
    """What is talked about lately. Bots' messages are left out."""
    columns = transcript.columns
    if not len(columns):
        return Talk(days=PERIODS[0])
    end = max(columns.ts) + 1
    days = next((days for days in PERIODS if _since(columns.ts, end - days * DAY) >= ENOUGH), PERIODS[-1])
    recent, earlier = _parted(transcript, end - days * DAY, frozenset(bots))
    said = words.count(text for _, text in recent)
    chosen = words.distinctive(said, words.trimmed(earlier), limit=3 * WORDS)
    people = words.speakers([word.word for word in chosen], ((columns.author[row], text) for row, text in recent))
    kept = [
        SaidWord(word=word.word, count=word.count, people=people[word.word], score=word.score, times=word.times)
        for word in chosen
        if people[word.word] >= SPEAKERS
    ]
    return Talk(
        days=days, words=tuple(kept[:WORDS]), subjects=_subjects(transcript, recent, said, end, days, frozenset(bots))
    )


def _parted(transcript: Transcript, begin: int, bots: frozenset[int]) -> tuple[list[tuple[int, str]], words.Count]:
    """Recent messages with their positions, and the words of those before `begin`."""
    author, ts = transcript.columns.author, transcript.columns.ts
    recent: list[tuple[int, str]] = []
    earlier: words.Count = Counter()
    for chunk in (*transcript.texts.earlier, *transcript.texts.recent):
        before = []
        for row, text in enumerate(chunk.texts(), chunk.first):
            if author[row] in bots:
                continue
            if ts[row] >= begin:
                recent.append((row, text))
            else:
                before.append(text)
        words.add(earlier, before)
    return recent, earlier


def _subjects(
    transcript: Transcript, recent: list[tuple[int, str]], said: words.Count, end: int, days: int, bots: frozenset[int]
) -> tuple[Subject, ...]:
    columns = transcript.columns
    of_topic = any(topic != NOBODY for topic in columns.topic)
    subject = columns.topic if of_topic else columns.place
    before = _counted_before(transcript, subject, end, days, bots)
    rows: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row, text in recent:
        if subject[row] != NOBODY:
            rows[subject[row]].append((row, text))
    names = transcript.topic_names() if of_topic else transcript.place_titles()
    found = []
    for which, held in sorted(rows.items(), key=lambda item: -len(item[1]))[:SUBJECTS]:
        here = words.count(text for _, text in held)
        apart = words.distinctive(here, said - here, limit=SUBJECT_WORDS) if len(rows) > 1 else []
        found.append(
            Subject(
                name=names[which],
                messages=len(held),
                people=len({columns.author[row] for row, _ in held}),
                before=before[which],
                words=tuple(word.word for word in apart),
            )
        )
    return tuple(found)


def _counted_before(
    transcript: Transcript, subject: Collection[int], end: int, days: int, bots: frozenset[int]
) -> Counter[int]:
    """Messages of each subject in as many days before the recent ones."""
    columns, span = transcript.columns, days * DAY
    return Counter(
        which
        for which, at, who in zip(subject, columns.ts, columns.author, strict=True)
        if end - 2 * span <= at < end - span and who not in bots
    )


def _since(moments: Collection[int], begin: int) -> int:
    return sum(at >= begin for at in moments)
