"""Why a piece of an export is skipped: one fixed English sentence each, so that a page can count and translate them."""

from __future__ import annotations

from qunli.archives.records import Skipped
from qunli.archives.text import clean

EXCERPT_LENGTH = 200

NOT_JSON = "this is not valid JSON"
ENDS_EARLY = "the file ends in the middle of a record"
DAMAGED = "the file is damaged from here on"
UNEXPECTED = "a field is missing or of an unexpected kind"
UNKNOWN_LINE = "this line is not understood"
LINE_TOO_LONG = "the line is too long and was cut"
RECORD_TOO_LONG = "the record is too long"
NO_AUTHOR = "the message has no author"
OTHER_FILE = "this file is not part of the export"
PRIVATE_CHAT = "a private chat, not a group"
UNSUPPORTED = "a kind of message that the exporting program did not know"
NOTICE = "a notice of the platform that is about no member coming or going"
DELETED = "the message was deleted"
ENCRYPTED = "the message is encrypted and the export has no key to it"
UNNAMED = "somebody came or went whom the export does not name"
NO_DATE = "nothing says on which day this line was written"
BROKEN_ROW = "the row is broken"
DAY_FIRST = "the dates do not tell whether the day or the month comes first; the day is taken to come first"
MONTH_FIRST = "the dates do not tell whether the day or the month comes first; the month is taken to come first"
ASSUMED = {"dmy": DAY_FIRST, "mdy": MONTH_FIRST}
"""What is said of an order of dates that had to be assumed."""


class Unusable(ValueError):
    """A piece of an export that is skipped; the text is the reason."""


def skipped(reason: str, file: str, position: int, unit: str, excerpt: str | bytes = "") -> Skipped:
    """A Skipped record with its excerpt made safe: valid text of at most EXCERPT_LENGTH characters."""
    if isinstance(excerpt, bytes):
        excerpt = excerpt[: 4 * EXCERPT_LENGTH].decode("utf-8", "replace")
    return Skipped(
        reason=reason,
        file=file,
        position=position,
        unit=unit,
        excerpt=clean(excerpt)[:EXCERPT_LENGTH],
    )
