"""From an export to findings: reading here, conclusions beside or after it, words and names put to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from qunli.archives import Archive, open_archive
from qunli.reports.apart import Apart, Bots, Done, Step
from qunli.reports.conclusions import Conclusions
from qunli.reports.findings import Findings, Newcomer, Question
from qunli.reports.load import Taken, Transcript, load
from qunli.reports.spoken import NOTHING, Spoken, spoken

Progress = Callable[[str, float], None]
"""Called with what is being done ("reading", "concluding", "writing") and how far the whole is, from 0 to 1."""

LARGE = 24 * 2**20
"""Bytes of an export from which a process of its own for the conclusions is worth starting."""
_READ = 0.55
_JUDGED = 0.4
_EXCERPT = 280


class NothingToReport(Exception):
    """An export without a single message of a person."""

    def __init__(self) -> None:
        super().__init__("There are no messages of people in this export, so there is nothing to report.")


class UnknownZone(ValueError):
    """A time zone nobody knows."""

    def __init__(self, zone: str) -> None:
        super().__init__(f"“{zone}” is not a time zone; write it like Europe/Rome or Asia/Shanghai.")


def build(
    path: str | Path,
    *,
    format: str | None = None,
    zone: str = "UTC",
    progress: Progress | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> Findings:
    """Read an export and conclude. `zone` is the one in which hours are told, and meant by times that carry none.
    `meanwhile` is called when this process would only wait. Raises ArchiveRefused, NothingToReport, UnknownZone;
    KeyboardInterrupt passes through and leaves nothing behind."""
    try:
        local = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UnknownZone(zone) from error
    tell = progress or _nothing
    with open_archive(path, format=format, zone=local) as archive:
        if archive.total >= LARGE:
            transcript, concluded, said = _beside(archive, zone, tell, meanwhile or _nothing)
        else:
            transcript, concluded, said = _after(archive, zone, tell)
        return _findings(archive, zone, transcript, concluded, said)


def _beside(
    archive: Archive, zone: str, tell: Progress, meanwhile: Callable[[], object]
) -> tuple[Transcript, Conclusions, Spoken]:
    with Apart() as apart:
        transcript = _read(archive, tell, apart.give)
        apart.finish(transcript.columns, zone)
        said = NOTHING
        for news in apart.news():
            match news:
                case Bots(who):
                    said = spoken(transcript, who)
                    meanwhile()
                case Step(done):
                    tell("concluding", _READ + done * _JUDGED)
                case Done(concluded):
                    return transcript, concluded, said
    raise AssertionError("news end with Done or an error")


def _after(archive: Archive, zone: str, tell: Progress) -> tuple[Transcript, Conclusions, Spoken]:
    # Loads Polars and DuckDB, which a large report leaves to the other process.
    from qunli.reports import judged
    from qunli.reports.conclude import conclude_history
    from qunli.reports.gather import gather

    transcript = _read(archive, tell)
    past = gather(transcript.columns)
    concluded = conclude_history(past, zone, _nothing, lambda done: tell("concluding", _READ + done * _JUDGED))
    concluded = msgspec.structs.replace(concluded, records=judged.records(past), checked=True)
    return transcript, concluded, spoken(transcript, concluded.bots)


def _read(archive: Archive, tell: Progress, taken: Taken | None = None) -> Transcript:
    transcript = load(archive, lambda read, total: tell("reading", _READ * read / max(total, 1)), taken)
    if set(transcript.columns.author) <= transcript.columns.programs:
        raise NothingToReport
    return transcript


def _findings(archive: Archive, zone: str, transcript: Transcript, concluded: Conclusions, said: Spoken) -> Findings:
    columns = transcript.columns
    rows = {waiting.row for waiting in concluded.unanswered} | {question.row for question in concluded.questions}
    texts = transcript.texts.find(rows)
    topics, places = transcript.topic_names(), transcript.place_titles()
    unanswered = tuple(
        Newcomer(
            who=waiting.who,
            at=columns.ts[waiting.row],
            place=places[columns.place[waiting.row]],
            text=_excerpt(texts.get(waiting.row, "")),
        )
        for waiting in concluded.unanswered
    )
    questions = tuple(
        Question(
            who=columns.author[question.row],
            at=columns.ts[question.row],
            place=places[columns.place[question.row]],
            topic=topics[columns.topic[question.row]] if columns.topic[question.row] >= 0 else None,
            text=_excerpt(texts.get(question.row, "")),
            could=question.could,
        )
        for question in concluded.questions
    )
    people = concluded.mentioned() | {question.who for question in questions} | said.feedback.people()
    return Findings(
        name=places[0] if len(places) == 1 else archive.name,
        format=archive.format.name,
        zone=zone,
        people=transcript.names_of(people),
        unanswered=unanswered,
        questions=questions,
        talk=said.talk,
        feedback=said.feedback,
        skipped=dict(transcript.skipped),
        **{name: getattr(concluded, name) for name in _SHARED},
    )


_SHARED = frozenset(Conclusions.__struct_fields__) & frozenset(Findings.__struct_fields__) - {"unanswered", "questions"}


def _excerpt(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1].rstrip() + "…"


def _nothing(*_: object) -> None:
    """Nobody asked to be told."""
