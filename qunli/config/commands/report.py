"""`qunli report`: an export in, a page, a PDF or JSON out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qunli.archives.errors import ArchiveRefused
from qunli.config.commands.bar import Bar


def report(
    export: Annotated[Path, typer.Argument(help="The export of a chat: a file, zip or folder.")],
    out: Annotated[Path | None, typer.Option(help="Where to write; .html, .pdf or .json.")] = None,
    format: Annotated[str | None, typer.Option(help="The export's format, when it is not recognised.")] = None,
    zone: Annotated[str, typer.Option(help="Time zone of hours, such as Asia/Shanghai.")] = "UTC",
    language: Annotated[str, typer.Option(help="en or zh-hans.")] = "en",
) -> None:
    """Turn an export into one self-contained page with pictures. No data leaves this machine."""
    from qunli.reports.build import NothingToReport, UnknownZone  # other commands need not load what reports need
    from qunli.reports.language import UnknownLanguage
    from qunli.reports.report import UnknownOutput, build_report

    target = out or Path(f"{export.name.split('.')[0] or 'report'}-report.html")
    try:
        with Bar() as bar:
            found = build_report(export, target, language=language, zone=zone, format=format, progress=bar)
    except (ArchiveRefused, NothingToReport, UnknownZone, UnknownLanguage, UnknownOutput, OSError) as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo("Stopped; nothing was written.", err=True)
        raise typer.Exit(130) from None
    typer.echo(f"{found.span.messages:,} messages of {found.span.people:,} people: {target}")
