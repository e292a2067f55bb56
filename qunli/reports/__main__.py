"""`python -m qunli.reports EXPORT --out FILE`: the report without the rest of Qunli."""

from __future__ import annotations

import argparse
import sys

from qunli.archives import ArchiveRefused
from qunli.reports import LANGUAGES, NothingToReport, UnknownOutput, UnknownZone, build_report


def main() -> int:
    """The exit code: 0 done, 1 refused, 130 interrupted."""
    parser = argparse.ArgumentParser(prog="python -m qunli.reports", description=__doc__)
    parser.add_argument("export")
    parser.add_argument("--out", default="report.html")
    parser.add_argument("--format")
    parser.add_argument("--zone", default="UTC")
    parser.add_argument("--language", default="en", choices=LANGUAGES)
    given = parser.parse_args()
    try:
        build_report(
            given.export,
            given.out,
            language=given.language,
            zone=given.zone,
            format=given.format,
            progress=_show if sys.stderr.isatty() else None,
        )
    except (ArchiveRefused, NothingToReport, UnknownOutput, UnknownZone, OSError) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped; nothing was written.\n")
        return 130
    return 0


def _show(step: str, done: float) -> None:
    sys.stderr.write(f"\r{step:12} {done:4.0%}" + ("\n" if done >= 1 else ""))
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
