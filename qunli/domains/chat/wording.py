"""What the readers of exports say, in the language of whoever looks. Readers know no Django and speak English."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

REFUSALS = {
    "bomb": gettext_noop("This archive unpacks to far more than a chat would, so it was not opened."),
    "broken_zip": gettext_noop("This zip is damaged and cannot be opened."),
    "broken_tar": gettext_noop("This tar archive is damaged and cannot be opened."),
    "encrypted": gettext_noop("This zip is protected by a password; bring it without one."),
    "too_many_files": gettext_noop("This archive holds more than {limit} files."),
    "unreadable": gettext_noop("“{name}” cannot be opened."),
    "foreign_archive": gettext_noop("A {kind} archive is not opened; bring a zip instead."),
    "unknown_format": gettext_noop("“{name}” is not a format that Qunli knows."),
    "empty": gettext_noop("There is nothing in this file that could be a chat."),
    "unknown_file": gettext_noop("This is not a chat export that Qunli knows. It reads: {known}."),
    "html": gettext_noop("This is a web page; export the chat again and choose JSON instead of HTML as its format."),
    "failed": gettext_noop("Reading broke off because of an error in Qunli. Try again; if it comes back, report it."),
}
REASONS = (
    gettext_noop("this is not valid JSON"),
    gettext_noop("the file ends in the middle of a record"),
    gettext_noop("the file is damaged from here on"),
    gettext_noop("a field is missing or of an unexpected kind"),
    gettext_noop("this line is not understood"),
    gettext_noop("the line is too long and was cut"),
    gettext_noop("the record is too long"),
    gettext_noop("the message has no author"),
    gettext_noop("this file is not part of the export"),
    gettext_noop("a private chat, not a group"),
    gettext_noop("a kind of message that the exporting program did not know"),
    gettext_noop("a notice of the platform that is about no member coming or going"),
    gettext_noop("the message was deleted"),
    gettext_noop("the message is encrypted and the export has no key to it"),
    gettext_noop("somebody came or went whom the export does not name"),
    gettext_noop("nothing says on which day this line was written"),
    gettext_noop("the row is broken"),
    gettext_noop("the dates do not tell whether the day or the month comes first; the day is taken to come first"),
    gettext_noop("the dates do not tell whether the day or the month comes first; the month is taken to come first"),
    gettext_noop("the dates do not tell whether the day or the year comes first; the year is taken to come first"),
    gettext_noop("the time cannot be read"),
    gettext_noop("the time is before 1988"),
    gettext_noop("the time is in the future"),
)
"""Fixed sentences of `qunli.archives`; a test compares them."""


def refusal_in_words(code: str, sentence: str, detail: Mapping[str, str]) -> str:
    """Why a file was refused; the reader's own English where the sentence is not known here."""
    template = REFUSALS.get(code)
    if template is None:
        return sentence
    try:
        return _(template).format(**detail)
    except KeyError:
        return sentence


def reason_in_words(reason: str) -> str:
    """Why a piece was skipped."""
    return _(reason) if reason in REASONS else reason
