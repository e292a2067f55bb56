"""The report's two languages, from the room's own catalogue."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import polib

Translate = Callable[[str], str]
"""Takes a sentence in English and gives it in the reader's language."""

LANGUAGES = {"en": "English", "zh-hans": "简体中文"}
CATALOGUE = Path(__file__).with_name("locale") / "zh_Hans" / "LC_MESSAGES" / "django.po"


class UnknownLanguage(ValueError):
    """A language the report is not written in."""

    def __init__(self, language: str) -> None:
        super().__init__(f"The report is written in {' or '.join(LANGUAGES)}, not in “{language}”.")


@cache
def translate(language: str) -> Translate:
    """The sentences of one of `LANGUAGES`. The catalogue is read as it was written, so nothing has to be compiled
    before a report can be made. Raises UnknownLanguage."""
    if language == "en":
        return gettext.NullTranslations().gettext
    if language != "zh-hans":
        raise UnknownLanguage(language)
    return gettext.GNUTranslations(BytesIO(polib.pofile(str(CATALOGUE)).to_binary())).gettext


def gettext_noop(sentence: str) -> str:
    """Marks a sentence that is translated where it is used."""
    return sentence
