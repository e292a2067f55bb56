"""Size limits as a checker: `python -m tools.sizes`.

Nine files in ten under 160 lines and none over 400; nine functions in ten under 25 lines and none over 60. Generated
migrations and tests' data are left out.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE_USUAL, FILE_MOST, FUNCTION_USUAL, FUNCTION_MOST = 160, 400, 25, 60
SHARE = 0.9


def main() -> int:
    """Exit status 1 when a limit is broken; prints what broke it."""
    files: list[tuple[int, str]] = []
    functions: list[tuple[int, str]] = []
    for path in sorted(ROOT.glob("*/**/*.py")):
        place = path.relative_to(ROOT)
        if place.parts[0] not in ("qunli", "tools", "benchmarks", "tests") or "migrations" in place.parts:
            continue
        source = path.read_text(encoding="utf-8")
        files.append((source.count("\n"), str(place)))
        functions += [
            ((node.end_lineno or node.lineno) - node.lineno + 1, f"{place}:{node.lineno} {node.name}")
            for node in ast.walk(ast.parse(source))
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        ]
    wrong = _too_long("files", files, FILE_USUAL, FILE_MOST)
    wrong += _too_long("functions", functions, FUNCTION_USUAL, FUNCTION_MOST)
    return 1 if wrong else 0


def _too_long(what: str, sizes: list[tuple[int, str]], usual: int, most: int) -> int:
    over = sorted((one for one in sizes if one[0] > most), reverse=True)
    for lines, place in over:
        print(f"{place}: {lines} lines, {most} at most")
    share = sum(lines <= usual for lines, _ in sizes) / max(1, len(sizes))
    print(f"{what}: {share:.1%} of {len(sizes)} within {usual} lines")
    return len(over) + (share < SHARE)


if __name__ == "__main__":
    sys.exit(main())
