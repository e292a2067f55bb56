"""One command's work: an export in, a page, a PDF or JSON out."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

from qunli.reports.build import Progress, build
from qunli.reports.findings import Findings
from qunli.reports.language import translate

FORMATS = (".html", ".pdf", ".json")


class UnknownOutput(ValueError):
    """A file name whose ending says nothing that can be written."""

    def __init__(self, name: str) -> None:
        super().__init__(f"A report is written as {', '.join(FORMATS)}; “{name}” ends otherwise.")


def build_report(
    path: str | Path,
    out: str | Path,
    *,
    language: str = "en",
    zone: str = "UTC",
    format: str | None = None,
    progress: Progress | None = None,
) -> Findings:
    """Read an export and write its report; the ending of `out` says as what. The file is there whole or not at all.

    Raises ArchiveRefused, NothingToReport, UnknownZone, UnknownLanguage, UnknownOutput, each with a sentence for the
    person who asked, and OSError when `out` cannot be written.
    """
    target = Path(out)
    if target.suffix.lower() not in FORMATS:
        raise UnknownOutput(target.name)
    translate(language)
    suffix = target.suffix.lower()
    found = build(path, format=format, zone=zone, progress=progress, meanwhile=lambda: writer(suffix))
    if progress:
        progress("writing", 0.95)
    _write(target, writer(suffix)(found, language))
    if progress:
        progress("writing", 1.0)
    return found


def writer(suffix: str) -> Callable[[Findings, str], bytes]:
    """What turns findings into the form an ending (one of `FORMATS`) stands for, in a language. Each form loads what
    only it needs: the PDF takes Typst and a chart renderer, together 300 MB."""
    if suffix == ".json":
        from qunli.reports.as_json import as_json

        return as_json
    if suffix == ".pdf":
        from qunli.reports.pdf import pdf

        return pdf
    from qunli.reports.page import page

    return lambda found, language: page(found, language).encode()


def _write(target: Path, data: bytes) -> None:
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            Path(file.name).chmod(0o644 & ~_umask())
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
