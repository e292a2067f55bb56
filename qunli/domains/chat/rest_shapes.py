"""What the API says of imports, and of what a member takes away."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema

from qunli.domains.chat import queries, wording


class ImportOut(Schema):
    """A history and how its reading goes. `state`: uploading, waiting, running, stopped, done, refused, failed,
    taking_back or taken_back; `taken_back` of `to_take_back` messages are gone then. `skipped` pieces could not be
    read, by reason; `refusal` says why a file is no history. An uploaded file that is not read is removed at
    `kept_until`, and was at `file_dropped_at`."""

    id: int
    name: str
    state: str
    size: int
    format: str
    zone: str
    read_bytes: int
    total_bytes: int
    records: int
    messages_new: int
    messages_changed: int
    messages_known: int
    people_new: int
    people_known: int
    groups_new: int
    to_take_back: int
    taken_back: int
    people_taken_back: int
    skipped: int
    skipped_reasons: dict[str, int]
    refusal: str | None
    made_at: datetime
    finished_at: datetime | None
    kept_until: datetime | None
    file_dropped_at: datetime | None

    @staticmethod
    def resolve_refusal(one: queries.ImportView) -> str | None:
        """In the reader's language."""
        if not one.refusal_code:
            return None
        return wording.refusal_in_words(one.refusal_code, one.refusal_sentence, one.refusal_detail)


class ImportPage(Schema):
    """One page, latest first, and how many there are in all."""

    items: list[ImportOut]
    total: int


class SkippedOut(Schema):
    """A piece that could not be read: why, in which file, at which line, byte or record."""

    reason: str
    file: str
    position: int
    unit: str
    excerpt: str


class SkippedPage(Schema):
    """One page in the order of the file, and how many are kept in all."""

    items: list[SkippedOut]
    total: int
