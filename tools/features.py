"""`docs/features.md` against the tests: `python -m tools.features` fails when a row called done has no story test."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(r"^\|\s*([A-Z]\d{1,2})\s*\|\s*(done|partly|planned)\s*\|", re.MULTILINE)
MARK = re.compile(r"""mark\.row\(["']([A-Z]\d{1,2})["']\)""")


def main() -> int:
    """Exit status 1 when a done row has no test, or a test names a row that is not listed."""
    rows = dict(ROW.findall((ROOT / "docs" / "features.md").read_text(encoding="utf-8")))
    shown = {
        row
        for folder in ("qunli", "tests")
        for path in (ROOT / folder).rglob("test_*.py")
        for row in MARK.findall(path.read_text(encoding="utf-8"))
    }
    wrong = [
        f"{row} is called done but no test carries its mark"
        for row, state in rows.items()
        if state == "done" and row not in shown
    ]
    wrong += [f"a test names {row}, which docs/features.md does not list" for row in sorted(shown - set(rows))]
    print("\n".join(wrong) or f"{len(rows)} rows, {len(shown)} shown by tests")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
