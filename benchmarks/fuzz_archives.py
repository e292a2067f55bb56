"""Every archive reader against a coverage-guided fuzzer (atheris), which begins with one small valid export of each.

`uv run python -m benchmarks.fuzz_archives --seconds 60 [--format telegram] [--json OUT]` gives each reader so many
seconds. A reader passes when no input makes it raise anything but ArchiveRefused, give a record that cannot be stored,
use 2 GiB of memory or take 10 seconds. Inputs that do are kept in .cache/fuzz/ and named; the command then fails.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

CACHE = Path(".cache/fuzz")
_RUNS = re.compile(r"stat::number_of_executed_units:\s*(\d+)|Done (\d+) runs")


def main() -> int:
    arguments = _arguments()
    if arguments.one:
        _fuzz(arguments.one, arguments.rest)
        return 0
    from qunli.archives import formats

    wanted = arguments.format or [kind.name for kind in formats()]
    results = {name: _run(name, arguments.seconds) for name in wanted}
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=1), encoding="utf-8")
    for name, result in results.items():
        verdict = f"failed, see {CACHE / name}" if result["failed"] else "ok"
        print(f"{name:16} {result['runs']:>9} runs  {verdict}")
    return int(any(result["failed"] for result in results.values()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--format", action="append")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("rest", nargs="*", help=argparse.SUPPRESS)
    return parser.parse_args()


def _run(name: str, seconds: int) -> dict[str, object]:
    """One reader in a process of its own, which the fuzzer may kill."""
    from qunli.archives.tests.seeds import SEEDS

    folder = CACHE / name
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, (_, seed) in enumerate(pair for pair in SEEDS if pair[0] == name):
        (corpus / f"seed-{number}").write_bytes(seed)
    flags = [f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", "-max_len=8192", "-print_final_stats=1"]
    flags += [f"-artifact_prefix={folder}/", str(corpus)]
    command = [sys.executable, "-m", "benchmarks.fuzz_archives", "--one", name, "--", *flags]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    runs = [int(first or second) for first, second in _RUNS.findall(done.stderr + done.stdout)]
    kept = sorted(str(path) for path in folder.iterdir() if path.is_file())
    if done.returncode:
        print(done.stderr[-4000:], file=sys.stderr)
    return {"runs": max(runs, default=0), "failed": done.returncode != 0, "kept": kept}


def _fuzz(name: str, flags: list[str]) -> None:
    import atheris

    with atheris.instrument_imports(include=["qunli.archives"]):
        from qunli.archives.tests.test_hostile import read_at

    path = Path(tempfile.mkdtemp(), "export")

    def one_input(data: bytes) -> None:
        read_at(path, data, name)

    atheris.Setup([sys.argv[0], *flags], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
