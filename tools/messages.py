"""Catalogues of translations: `python -m tools.messages update | check | compile`.

Every room with a `locale` folder keeps its own Chinese catalogue. `update` brings the catalogues in line with the
code, `check` fails when a text is missing, unused or uncertain, `compile` makes the binary form that programs read.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "qunli"
LANGUAGE = "zh_Hans"
HEADER = "# Qunli in simplified Chinese. `python -m tools.messages update` brings it in line with the code."
KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def rooms() -> list[Path]:
    """Folders that keep a catalogue, innermost first."""
    return sorted((folder.parent for folder in PACKAGE.rglob("locale")), key=lambda path: -len(path.parts))


def catalogue_path(room: Path) -> Path:
    """Where a room's catalogue is."""
    return room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def texts(room: Path) -> Catalog:
    """Every text of a room, leaving out rooms inside it that keep a catalogue of their own."""
    inner = [other for other in rooms() if other != room and other.is_relative_to(room)]
    catalogue = Catalog()
    for path in sorted(room.rglob("*")):
        if path.suffix not in (".py", ".html", ".txt", ".j2") or "tests" in path.parts or "migrations" in path.parts:
            continue
        if any(path.is_relative_to(other) for other in inner):
            continue
        for _line, message, _comments, context in _extracted(path):
            catalogue.add(message, locations=[(str(path.relative_to(ROOT)), 0)], context=context)
    return catalogue


def _extracted(path: Path) -> Iterator[Any]:
    if path.suffix == ".j2":
        return extract("jinja2.ext:babel_extract", path.open("rb"), keywords=KEYWORDS)
    if path.suffix == ".py":
        return extract("python", path.open("rb"), keywords=KEYWORDS)
    from django.utils.translation.template import templatize  # only templates need Django

    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS)


def merged(room: Path) -> Catalog:
    """The room's catalogue brought in line with its texts; nothing is guessed."""
    path = catalogue_path(room)
    kept = Catalog(locale=LANGUAGE)
    if path.exists():
        with path.open("rb") as file:
            kept = read_po(file, locale=LANGUAGE)
    kept.update(texts(room), no_fuzzy_matching=True, update_creation_date=False)
    kept.obsolete.clear()
    kept.header_comment, kept.fuzzy, kept.project, kept.version = HEADER, False, "Qunli", ""
    kept.last_translator = kept.language_team = kept.msgid_bugs_address = ""
    return kept


def update() -> int:
    """Write every catalogue anew; returns how many texts lack a translation."""
    missing = 0
    for room in rooms():
        catalogue = merged(room)
        path = catalogue_path(room)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, omit_header=False, width=120, no_location=True, sort_output=True)
        missing += _report(room, catalogue)
    return missing


def check() -> int:
    """Returns how many texts are missing, unused or uncertain."""
    wrong = 0
    for room in rooms():
        path = catalogue_path(room)
        kept = read_po(path.open("rb"), locale=LANGUAGE) if path.exists() else Catalog(locale=LANGUAGE)
        needed = {(message.id, message.context) for message in texts(room) if message.id}
        have = {(message.id, message.context) for message in kept if message.id}
        for text, _context in sorted(have - needed, key=str):
            print(f"{path.relative_to(ROOT)}: no longer used: {text!r}")
        wrong += len(have - needed) + _report(room, merged(room))
    return wrong


def _report(room: Path, catalogue: Catalog) -> int:
    missing = [message for message in catalogue if message.id and (message.fuzzy or not _complete(message.string))]
    for message in missing:
        print(f"{room.relative_to(ROOT)}: not translated: {message.id!r}")
    return len(missing)


def _complete(string: Any) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def compile_all() -> int:
    """Make the binary catalogues; returns 0."""
    for room in rooms():
        path = catalogue_path(room)
        if path.exists():
            with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
                write_mo(target, read_po(source, locale=LANGUAGE))
    return 0


def main() -> int:
    """Exit status 1 when something is wrong."""
    task = {"update": update, "check": check, "compile": compile_all}[sys.argv[1]]
    return 1 if task() and sys.argv[1] == "check" else 0


if __name__ == "__main__":
    sys.exit(main())
