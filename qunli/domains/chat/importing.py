"""Read one export into the database, batch by batch: the one path for browser and command line."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, tzinfo
from itertools import islice
from pathlib import Path

from qunli.archives import Archive, ArchiveRefused, open_archive
from qunli.archives.records import Record
from qunli.core.actor import system
from qunli.domains.chat import files, queries
from qunli.domains.chat.operations.begin_import import Plan, TurnOver, begin_import
from qunli.domains.chat.operations.finish_import import finish_import
from qunli.domains.chat.operations.import_batch import import_batch
from qunli.domains.chat.operations.refuse_import import refuse_import
from qunli.domains.chat.reading import Reading
from qunli.domains.communities import facade as communities

BATCH = 10_000
"""Records of one transaction: large enough that a commit costs little, small enough that others wait half a second."""


@dataclass(frozen=True)
class Progress:
    """How far a reader has come. `skipping`: going over what was committed before."""

    read_bytes: int
    total_bytes: int
    records: int
    skipping: bool


Report = Callable[[Progress], None]


def read_history(community: int, history_import: int, turn: int, report: Report) -> None:
    """Read until the end of the file, the end of the turn or a refusal. Killed anywhere and called again, it gives what
    one undisturbed reading gives. `report` is called between batches; what it raises ends the reading."""
    actor = system(community)
    path = queries.path_to_read(actor, history_import)
    try:
        plan = begin_import(
            actor=actor, history_import=history_import, turn=turn, fingerprint=files.fingerprint(Path(path))
        )
        _read(community, history_import, turn, plan, report)
    except TurnOver:
        return
    except ArchiveRefused as refusal:
        refuse_import(
            actor=actor,
            history_import=history_import,
            turn=turn,
            code=refusal.code,
            sentence=refusal.sentence,
            detail={name: str(value) for name, value in refusal.detail.items()},
        )


def _read(community: int, history_import: int, turn: int, plan: Plan, report: Report) -> None:
    actor = system(community)
    zone = _zone(plan.zone or communities.community(community).time_zone)
    with open_archive(plan.path, format=plan.format or None, zone=zone, name=plan.name, latest=plan.latest) as archive:
        reading = Reading(platform=archive.format.name)
        records = archive.records()
        done = _go_over(archive, records, reading, plan.records, report)
        while chunk := list(islice(records, BATCH)):
            batch = reading.take(chunk)
            import_batch(
                actor=actor,
                history_import=history_import,
                turn=turn,
                reading=reading,
                batch=batch,
                first=done,
                read_bytes=archive.consumed,
                total_bytes=archive.total,
            )
            done += batch.records
            report(Progress(archive.consumed, archive.total, done, skipping=False))
        finish_import(
            actor=actor, history_import=history_import, turn=turn, reading=reading, format=archive.format.name
        )


def _go_over(archive: Archive, records: Iterator[Record], reading: Reading, committed: int, report: Report) -> int:
    """Count off what is committed, learning the names in it; returns how many records that were."""
    done = 0
    while done < committed and (chunk := list(islice(records, min(BATCH, committed - done)))):
        reading.take(chunk)
        done += len(chunk)
        report(Progress(archive.consumed, archive.total, done, skipping=True))
    return done


def _zone(name: str) -> tzinfo:
    """The zone meant by times without one. UTC, a community's zone until somebody chooses, leaves it to the format."""
    return UTC if name == "UTC" else zoneinfo.ZoneInfo(name)
